"""Pages of text: help, tips, doctor rules, problems."""
