"""Dossiers: all that belongs to one topic over the years, on one page with a timeline."""
