"""Writes of the contributions room, by subject."""
