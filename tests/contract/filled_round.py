"""What the contract suite checks: one instrument with a filled round, and hands to give, hide, withdraw and close."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from random import Random
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.framework.models import InstrumentRule
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import BaseInstrument, Lands, Panel
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.foundation.visibility import ANYONE
from tests.builders import World, make_process, make_round, make_world

OFFICER = Actor(role="officer")
SIZE = 30
PAGES = 8
# Ways in which words are kept from the public; the second and third are states of moderation.
WAYS = ("closed", "hidden", "waiting", "withdrawn")
CROWD, KEPT = 24, 4


@dataclass
class FilledRound:
    """One instrument, a body, and a round that the instrument's own seed has filled."""

    instrument: BaseInstrument
    world: World
    round: Round
    kept_back: Round
    """Many people took part, and nobody may read any of the words."""
    found: dict[str, Any] = field(default_factory=dict)
    """What one check found out and another may use; nothing of it stands in the database."""

    def again(self) -> "FilledRound":
        """Return it as it was made: no check sees what another left in a row at hand."""
        rows = Round.objects.select_related("process__tenant").in_bulk([self.round.pk, self.kept_back.pk])
        rounds = {"round": rows[self.round.pk], "kept_back": rows[self.kept_back.pk]}
        return replace(self, world=replace(self.world), **rounds)

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of the card, in the order in which the card names them."""
        return list(self.instrument.card.lands)

    @property
    def worded(self) -> list[str]:
        """Return the kinds that hold words somebody reads and answers."""
        return [kind for kind in self.kinds if self.instrument.card.lands[kind] is Lands.ONE_BY_ONE]

    @property
    def secret(self) -> bool:
        """Tell whether the instrument has a kind of which no number under ten may be told."""
        return bool(set(self.kinds) - self.instrument.card.counted_openly)

    @cached_property
    def samples(self) -> Any:
        """The module in which the instrument says how one contribution of each kind is given."""
        return import_module(f"brink.instruments.{self.instrument.card.key}.tests.samples")

    @property
    def tables(self) -> list[type[models.Model]]:
        """Return the models of the instrument."""
        return list(apps.get_app_config(self.instrument.card.key).get_models())

    def give(
        self,
        kind: str,
        person: str,
        *,
        round: Round | None = None,
        words: str = "",
        closed: bool = False,
        key: str = "",
    ) -> Receipt:
        """Give one contribution as a page does."""
        receipt: Receipt = self.samples.give(
            round or self.round, kind, person=person, words=words or f"Dit zegt {_letters(person)}.", closed=closed,
            key=key or uuid4().hex,
        )  # fmt: skip
        return receipt

    def give_all(self, people: Iterable[str], **more: Any) -> list[Receipt]:
        """Let each of these people give one contribution of each kind."""
        return [self.give(kind, person, **more) for person in people for kind in self.kinds]

    def another_round(self, slug: str, **fields: Any) -> Round:
        """Return a round of this instrument in a question of its own, opened and empty."""
        return open_round(self.instrument, self.world, slug, **fields)

    def panel_text(self, round: Round) -> str:
        """Return the public piece of the process page as anybody gets it."""
        return rendered(self.instrument.panel(round, ANYONE))

    def addresses(self, round: Round) -> list[str]:
        """Return the pages of the instrument for one round, of each kind at most two."""
        return [address for pattern in self.instrument.urls() for address in self._of(pattern, round)]

    def _of(self, pattern: Any, round: Round) -> list[str]:
        if not isinstance(pattern, URLPattern):
            return []
        known = {"process": round.process.slug, "round": round.slug}
        wanted = pattern.pattern.converters
        if not wanted:
            return [reverse(f"{self.instrument.card.key}:{pattern.name}", kwargs=known)]
        rows = Contribution.objects.filter(round=round, moderation="shown", withdrawn_at=None).order_by("id")
        found = []
        for pk in rows.values_list("pk", flat=True)[:2]:
            more = dict.fromkeys(wanted, pk)
            try:
                found.append(reverse(f"{self.instrument.card.key}:{pattern.name}", kwargs={**known, **more}))
            except NoReverseMatch:
                return []
        return found

    def pages(self, round: Round, addresses: Sequence[str] = ()) -> dict[str, str]:
        """Return by address the pages that anybody gets: these, or that of the process and all of the instrument."""
        client, found = Client(), {}
        for address in addresses or (process_address(round.process), *self.addresses(round)):
            answer = client.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found[address] = answer.content.decode()
        return found

    def told_in_tables(self, round: Round) -> list[tuple[str, str, object]]:
        """Return all that the open tables say: table, column, value."""
        return [
            (table.name, column, value)
            for table in self.instrument.tables(round)
            for row in table.rows
            for column, value in zip(table.columns, row, strict=True)
        ]

    def of_others(self, round: Round) -> str:
        """Return what givers read under their codes, of the first contribution of each kind."""
        said = ""
        for kind in self.kinds:
            for row in Contribution.objects.filter(round=round, kind=kind, withdrawn_at=None).order_by("id")[:1]:
                panel = self.instrument.follow(row.pk)
                said += rendered(panel) if panel is not None else ""
                said += " ".join(f"{one.text} {one.reason}" for one in self.instrument.signal_answers(row.pk))
        return said

    def withdraw(self, receipt: Receipt) -> None:
        """Let a giver withdraw, under the own code."""
        withdraw(contribution=receipt.contribution, code=receipt.code)

    def close(self, round: Round) -> None:
        """Close a round after its last day, through the service."""
        with clock.frozen(round.closes_at + timedelta(minutes=1)):
            close_round(round=round, actor=OFFICER, key=None)
        round.refresh_from_db()
        round.__dict__.pop("frozen_outcome", None)

    @contextmanager
    def after_closing(self, round: Round) -> Iterator[None]:
        """Let the clock stand just after the last moment of a round."""
        with clock.frozen(round.closes_at + timedelta(minutes=2)):
            yield


def _letters(person: str) -> str:
    """Return a name without digits, so that no number in the words is taken for a count."""
    return "".join(chr(ord("a") + int(one)) if one.isdigit() else one for one in person)


def rendered(panel: Panel) -> str:
    """Return the HTML of a panel."""
    return render_to_string(panel.template, panel.context)


def process_address(process: Process) -> str:
    """Return the address of the page of a process."""
    return reverse("web:process", args=[process.slug])


def allow(instrument: BaseInstrument, world: World) -> None:
    """Give the kader of this world a rule for the instrument, in the phase of its processes."""
    InstrumentRule.objects.get_or_create(
        tenant=world.body, phase=world.phase, name=instrument.card.key,
        defaults={
            "created_at": clock.now(), "starter": "GS", "roles": ["executive"], "instrument": instrument.card.key,
            "number": 90, "explanation": "Proef.", "kind": InstrumentRule.Kind.PARTICIPATION,
            "max_level": "coproduce", "rule": "", "origin": "P",
        },
    )  # fmt: skip


def open_round(instrument: BaseInstrument, world: World, slug: str, **fields: Any) -> Round:
    """Make a round of an instrument and open it, in a process of its own."""
    settings = instrument.example_settings()
    process = make_process(world, slug)
    round = make_round(process, instrument.card.key, settings=settings, prompt="Zeg wat u ervan vindt.", **fields)
    instrument.open(round, by=OFFICER, at=clock.now())
    return round


def fill_round(instrument: BaseInstrument, *, seed: int = 7) -> FilledRound:
    """Make a body, an open round that the seed of the instrument filled, and one that is kept back."""
    world = make_world("proefland")
    allow(instrument, world)
    rounds = [open_round(instrument, world, slug) for slug in ("gevuld", "achtergehouden")]
    instrument.seed(rounds[0], Random(seed), SIZE)
    filled = FilledRound(instrument, world, *rounds)
    _keep_back(filled)
    return filled.again()


def canary(way: str) -> str:
    """Return the word by which words kept back in this way are known."""
    return f"kanarievogel{way}"


def _keep_back(filled: FilledRound) -> None:
    """Let people take part without a word, and others with words that are then kept back in each way."""
    for kind in filled.kinds:
        if kind not in filled.worded:
            for number in range(CROWD):
                filled.give(kind, f"stil-{number}", round=filled.kept_back)
    for way in WAYS:
        for number in range(KEPT):
            for kind in filled.worded:
                words = f"Dit woord is {canary(way)} {chr(ord('a') + number)}."
                person, closed = f"{way}-{number}", way == "closed"
                given = filled.give(kind, person, round=filled.kept_back, words=words, closed=closed)
                assert canary(way) in Contribution.objects.get(pk=given.contribution.pk).text, "a sample without words"
                if way == "withdrawn":
                    filled.withdraw(given)
                elif way != "closed":
                    # Straight, as the moderator's service leaves it: so many acts with a reason would only cost time.
                    Contribution.objects.filter(pk=given.contribution.pk).update(moderation=way)
