"""Reads of the contributions room, by subject."""
