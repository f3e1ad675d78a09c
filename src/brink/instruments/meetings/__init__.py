"""Meetings: debates, hearings and evenings of one round; what is asked and said stands in the own words."""
