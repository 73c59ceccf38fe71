"""What every room may use: the clocks, the folders, the settings and the shape of a problem."""
