"""Speech engines and the rendering of sentences ahead of time."""
