"""Faults on purpose: the real server, and what goes wrong around it. `make faults`; the figures: docs/benchmarks.md."""
