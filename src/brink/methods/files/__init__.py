"""Readers, writers and command line of the methods: the only part of them that touches disk."""
