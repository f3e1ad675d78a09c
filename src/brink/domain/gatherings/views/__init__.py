"""Pages of gatherings: what everybody reads, what whoever signs up does, and the desk."""
