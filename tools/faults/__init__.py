"""Faults on purpose: the real server, and what goes wrong around it. `make faults`; what it found is in docs/operations.md."""
