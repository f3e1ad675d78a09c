"""Ideas: residents put ideas on the map of a question, others add arguments and support."""
