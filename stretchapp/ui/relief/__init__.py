"""The pages of cramp relief."""
