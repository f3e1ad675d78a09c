"""Forms of the desk: they check shape and carry defaults; the services decide."""
