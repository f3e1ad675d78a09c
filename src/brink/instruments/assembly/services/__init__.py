"""Writes of an assembly."""
