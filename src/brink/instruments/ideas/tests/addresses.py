"""Who may open which page of a round of ideas."""

from tests.safety.address import KEY, Address, Kwargs, Who, in_round, more
from tests.safety.filled_body import FilledBody, Things

_round = in_round("ideas")


def _idea(things: Things) -> Kwargs:
    return {**_round(things), "idea": things.idea.pk}


def _kept(filled: FilledBody, way: str) -> Kwargs:
    return {**_round(filled.shown), "idea": filled.kept_back[way].pk}


ADDRESSES = {
    "ideas:list": Address(Who.READERS, _round),
    "ideas:new": Address(Who.READERS, _round, post=True, data={**KEY, "text": "Een bus.", "publicity": "pseudonym"}),
    "ideas:similar": Address(Who.READERS, _round, get=False, post=True, data={"text": "Maak van de school kleine"}),
    "ideas:idea": Address(Who.READERS, _idea, kept_back=_kept),
    "ideas:comment": Address(
        Who.READERS,
        _idea,
        get=False,
        post=True,
        kept_back=_kept,
        data={**KEY, "text": "Eens.", "publicity": "pseudonym", "stance": "for"},
    ),
    "ideas:support": Address(Who.READERS, _idea, get=False, post=True, kept_back=_kept, data={**KEY, "wanted": "ja"}),
    "ideas:photo": Address(
        Who.READERS,
        more(_idea, width=640),
        kept_back=lambda filled, way: {**_kept(filled, way), "width": 640},
    ),
}

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {
    "hashed": frozenset({"ideas.Support.supporter"}),
    "chosen": frozenset(
        {
            "ideas.Idea.latitude",
            "ideas.Idea.longitude",
            "ideas.Idea.photo",
            "ideas.Idea.photo_alt",
            "ideas.Idea.photo_height",
            "ideas.Idea.photo_width",
        }
    ),
}
