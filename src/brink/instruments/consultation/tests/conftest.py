"""A round about a text for the tests of this folder."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Origin, Passage, TextVersion
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.round_settings import REMARK
from brink.instruments.consultation.services import versions
from brink.instruments.consultation.services.remarks import About, give_remark

OFFICER = Actor(role="officer")
FIRST = """
# 1 Waar het mag
Op daken. Op velden van 10 hectare.

# 2 Waar het niet mag
Niet op de es. Niet bij een hunebed.

# 3 Schapen
Er lopen schapen onder de panelen.
"""
SECOND = """
# 1 Waar het mag
Op daken. Op velden van 6 hectare.

# 2 Waar het niet mag
Niet op de es. Niet bij een hunebed.
"""


@dataclass
class Text:
    """A body with an open round about a text in one version."""

    world: World
    round: Round

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/tekst/{page}"

    def draft(self, text: str) -> TextVersion:
        """Bring a next version in."""
        source = versions.SourceText("Regels voor zon", pasted(text))
        return versions.take_in(round=self.round, source=source, actor=OFFICER, key=None)

    def publish(self, draft: TextVersion, reason: str = "Wij hebben geluisterd.") -> TextVersion:
        """Publish a draft."""
        return versions.publish(version=draft, reason=reason, looked=True, actor=OFFICER, key=None)

    def next(self, text: str, reason: str = "Dat vroegen mensen.") -> TextVersion:
        """Bring a next version in, say why everything is different, and publish it."""
        draft = self.draft(text)
        for one in self.passages(draft):
            came = tuple(one.origins.values_list("old", flat=True))
            self.write(one, reason=reason, comes_from=came)
        for gone in Origin.objects.filter(version=draft, passage=None):
            versions.tell_dropped(origin=gone, reason="Het stond er dubbel.", actor=OFFICER, key=None)
        return self.publish(draft)

    def write(self, passage: Passage, **changes: Any) -> Passage:
        """Write a piece of a draft; what is not said stays."""
        came = tuple(passage.origins.values_list("old", flat=True))
        stands = {"number": passage.number, "heading": passage.heading, "body": passage.body, "comes_from": came}
        facts = {**stands, **changes}
        return versions.write_passage(
            passage=Passage.objects.get(pk=passage.pk), facts=versions.PassageFacts(**facts), actor=OFFICER, key=None
        )

    def passages(self, version: TextVersion | None = None) -> list[Passage]:
        """Return the pieces of a version, the newest one by default."""
        return queries.passages_of(version or queries.published(self.round)[-1])

    def say(self, text: str, passage: Passage | None = None, sentence: int | None = None, wish: str = "") -> Receipt:
        """Let a resident say something."""
        words = Words(kind=REMARK, text=text)
        return give_remark(round=self.round, words=words, about=About(passage, sentence, wish), key=None)

    def read(self, page: str = "", client: Client | None = None) -> str:
        """Return a page of the round as text."""
        return (client or Client()).get(self.url(page)).content.decode()


def with_text(world: World, slug: str, text: str) -> Round:
    """Return an open round of a body, about a published text."""
    made = Text(world, make_round(make_process(world, slug), "consultation"))
    made.publish(made.draft(text))
    return made.round


@pytest.fixture
def text(db: None) -> Text:
    """An open round about a text of three pieces."""
    world = make_world()
    made = Text(world, make_round(make_process(world), "consultation"))
    made.publish(made.draft(FIRST))
    return made
