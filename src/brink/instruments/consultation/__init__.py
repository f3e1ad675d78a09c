"""Consultation: people say something of a text, piece by piece, and read what became of it in the next version."""
