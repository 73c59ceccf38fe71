"""The pages of a stretching session, and the devices it uses."""
