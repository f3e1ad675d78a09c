"""Writes: the options, advice of residents, the count at closing, and what the body does with each option."""
