"""Export of the diary to other programs, and import."""
