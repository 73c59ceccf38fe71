"""Sentences that are put together from values."""
