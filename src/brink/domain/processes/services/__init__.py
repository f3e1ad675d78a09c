"""Writes of this app: each keyword-only, one transaction, one journal entry, done once per key. See ../README.md."""
