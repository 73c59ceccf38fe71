"""The pages on which reminders are set up, and the pop-up of a due reminder."""
