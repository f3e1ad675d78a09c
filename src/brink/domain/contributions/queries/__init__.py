"""Reads of contributions, by subject."""
