"""View modules that are not on the one desk shell yet. The list only shrinks, and it is empty."""

PENDING_SHELL: frozenset[str] = frozenset()
