"""Brink: platform voor verbindend besturen."""

__version__ = "0.1.0"
