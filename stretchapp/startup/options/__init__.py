"""The options of the command line, with their help; one parser reads all of them."""
