"""The compiled form of the shipped library."""
