"""The commands of the terminal, one file each, without Qt."""
