"""Addresses of a round's pages in the dialogue."""

from uuid import UUID

from django.urls import reverse

from brink.domain.processes.models import Round

NAMESPACE = "dialogue"


def address(round: Round, name: str = "start", **more: str | UUID) -> str:
    """Return the address of one page of a round; `round.process` must be at hand."""
    return reverse(f"{NAMESPACE}:{name}", kwargs={"process": round.process.slug, "round": round.slug, **more})
