"""The pages of the diary."""
