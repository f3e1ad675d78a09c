"""Writes of the dialogue."""
