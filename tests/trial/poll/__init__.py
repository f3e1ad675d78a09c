"""A yes/no poll: the trial instrument, written as somebody from outside would."""
