"""Writes of contributions, by subject."""
