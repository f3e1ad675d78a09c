"""Dialogue groups: residents, institutions and companies make proposals inside a frame of the council."""
