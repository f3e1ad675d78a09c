"""Pages of an assembly."""
