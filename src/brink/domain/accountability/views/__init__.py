"""Pages on which a question is accounted for."""
