"""Gatherings: what an event has beyond its day and place: seats, sign-up, agenda, who was there, a report."""
