"""Writes of dialogue groups, each an act."""
