"""Sessions in the terminal: with a live screen and keys, or as plain lines without a keyboard."""
