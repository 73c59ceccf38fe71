"""Base classes of pages, and the stack that shows them."""
