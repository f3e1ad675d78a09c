"""Assignments: what a council or committee asked for, from whom, by which day, and whether it came."""
