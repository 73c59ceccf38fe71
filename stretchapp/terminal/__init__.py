"""Sessions in the terminal: a live picture with keys, or plain lines where nobody can press any."""
