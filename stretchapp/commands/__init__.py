"""The commands that print something: one file each, without Qt."""
