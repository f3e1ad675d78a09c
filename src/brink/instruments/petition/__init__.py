"""The right to put something on the agenda: a resident asks, others support it, and who decides says yes or no."""
