"""Telling givers by mail what became of their words: few mails, found by reading the journal."""
