"""Who is hard to reach: groups that are missed, why, what is done about it, and what it changed."""
