"""The machine around the app: one file for each thing that it may offer."""
