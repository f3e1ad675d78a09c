"""Writes of a budget: plans at the desk, ballots of residents, the rule that is frozen at opening, and the count."""
