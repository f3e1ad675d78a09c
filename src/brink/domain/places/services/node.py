"""Whose journal tells about facts that all bodies share."""

from uuid import UUID

# Places belong to no body, and an entry of the journal always names one: this stands for the node itself.
NODE_ID = UUID(int=0)
