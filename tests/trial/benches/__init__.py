"""Benches that a village asked for: the trial register, written as somebody from outside would."""
