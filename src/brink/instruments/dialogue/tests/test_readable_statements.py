"""Class: a second representation of words without the visibility function. Words that a moderator hid or their giver
took back stand nowhere in public, in no state of the round, and a stub stands in their place (B3, B4 of the review)."""

import argparse
from collections.abc import Callable
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from tests.sampling import drawn
from tests.unlocked import unlocked

from brink.domain.contributions.models import Contribution, Source
from brink.domain.contributions.services.moderating import hide, hold_for_moderation, show
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round, RoundOutcome
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.rounds import freeze
from brink.foundation import clock
from brink.foundation.quotations import Told, through
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.dialogue.models import OpinionResult, Session, Statement
from brink.instruments.dialogue.readable_statements import Standing, asked, words_of
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.mapping import refresh
from brink.instruments.dialogue.services.statements import add_own, reword
from brink.instruments.dialogue.tests.conftest import make_village
from brink.instruments.dialogue.tests.representations import every_address, look
from brink.instruments.dialogue.tests.test_map import crowd

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
CANARY = "Kanariezwaluw"
WORDS = f"{CANARY} woont naast de oude molen."
REASON = "Er staat een naam in."


class Nest:
    """A dialogue in which one resident's sentence holds the canary, and somebody else who answered it."""

    def __init__(self, *, answered: bool = True) -> None:
        self.village = make_village(moderation="after")
        self.receipt = add_own(round=self.village.round, text=WORDS, key=None)
        self.answered = answered
        if answered:
            self.fill()

    def fill(self) -> None:
        self.statement.delete()
        crowd(self.village)
        answer(round=self.village.round, token="t" * 32, answers={one.pk: 1 for one in asked(self.village.round)})
        result = refresh(round=self.village.round)
        assert result is not None
        # The sentence that a hill is called after becomes the one with the canary, so that everything quotes it.
        strongest = result.data["groups"][0]["represents"][0][0]
        Statement.objects.filter(pk=strongest).update(contribution=self.receipt.contribution, text=WORDS)

    @property
    def statement(self) -> Statement:
        return Statement.objects.get(contribution=self.receipt.contribution)

    @property
    def given(self) -> Contribution:
        return Contribution.objects.get(pk=self.receipt.contribution.pk)

    @property
    def round(self) -> Round:
        return Round.objects.select_related("process__tenant", "frozen_outcome").get(pk=self.village.round.pk)

    def close(self) -> None:
        round = self.round
        round.closes_at = clock.now()
        round.save()
        freeze(round, by=OFFICER, at=clock.now())

    def everything(self, folder: Path) -> dict[str, str]:
        """Return every representation: all pages of the site, tables, outcome, panel, another's follow page, export."""
        round = self.round
        other = Session.objects.exclude(participant=None).first()
        found = look(round, every_address(round), other.contribution if other else None)
        # By name, because a folder of an instrument does not import what lies above it.
        import_module("brink.site.exporting").run(argparse.Namespace(slug=round.process.slug, folder=folder))
        found |= {f"export {path.name}": path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
        outcome = frozen_outcome(round)
        found["frozen"] = str(outcome.as_data()) if outcome else ""
        found["frozen row"] = str(list(RoundOutcome.objects.values_list("data", flat=True)))
        found["rows"] = str(list(visible(ANYONE, Statement.objects.all()).values_list("text", flat=True)))
        return found


WHEN = ("before answers", "after answers", "then closed", "after closing")


def nowhere(nest: Nest, folder: Path) -> dict[str, str]:
    told = nest.everything(folder)
    assert [name for name, text in told.items() if CANARY in text] == []
    return told


def hidden(nest: Nest) -> None:
    hide(contribution=nest.given, reason=REASON, actor=OFFICER)


def waiting(nest: Nest) -> None:
    hold_for_moderation(contribution=nest.given, reason="Even kijken.", actor=OFFICER)


def withdrawn(nest: Nest) -> None:
    withdraw(contribution=nest.given, code=nest.receipt.code)


def reworded_and_hidden(nest: Nest) -> None:
    if nest.round.closed_at is None:
        reword(statement=nest.statement, text="De buurman woont naast de oude molen.", reason="Korter.", actor=OFFICER)
    hidden(nest)


WAYS: dict[str, tuple[Callable[[Nest], None], str]] = {
    "hidden": (hidden, f"(weggehaald, omdat: {REASON})"),
    "waiting": (waiting, "(een medewerker kijkt deze zin nog na)"),
    "withdrawn": (withdrawn, "(ingetrokken door de schrijver)"),
    "reworded": (reworded_and_hidden, f"(weggehaald, omdat: {REASON})"),
}


@pytest.mark.parametrize(("way", "when"), drawn("ways of taking words away × moments", product(WAYS, WHEN), share=0.4))
def test_words_that_were_taken_away_stand_nowhere_and_a_stub_stands_in_their_place(
    way: str, when: str, tmp_path: Path
) -> None:
    take_away, stub = WAYS[way]
    nest = Nest(answered=when != "before answers")
    if when == "after closing":
        nest.close()
        told = nest.everything(tmp_path / "shown")
        # What the canary is looked for in does hold it while it may be read; the frozen row never does.
        for name in ("table stellingen", "outcome", "panel", "frozen", "rows", "signal_answers"):
            assert CANARY in told[name], name
        assert sum(CANARY in text for text in told.values()) >= 10
        assert CANARY not in told["frozen row"]
    take_away(nest)
    if when == "then closed":
        nest.close()
    told = nowhere(nest, tmp_path / "hidden")
    if nest.answered and not (way == "reworded" and when == "then closed"):
        assert stub in nest.village.looks("tabel/")
        assert stub in told["signal_answers"]


def test_the_figures_of_hidden_words_stay() -> None:
    nest = Nest()
    before = OpinionResult.objects.get().data["statements"]
    hidden(nest)
    nest.close()
    after = {row["id"]: row["total"] for row in OpinionResult.objects.get(frozen=True).data["statements"]}
    assert after[str(nest.statement.pk)] == {row["id"]: row["total"] for row in before}[str(nest.statement.pk)]


def test_words_that_are_shown_again_stand_there_again(tmp_path: Path) -> None:
    nest = Nest()
    hidden(nest)
    nowhere(nest, tmp_path / "one")
    show(contribution=nest.given, actor=OFFICER)
    assert CANARY in nest.village.looks("tabel/")
    nest.close()
    hide(contribution=nest.given, reason=REASON, actor=OFFICER)
    nowhere(nest, tmp_path / "two")
    show(contribution=nest.given, actor=OFFICER)
    told = nest.everything(tmp_path / "three")
    assert CANARY in told["frozen"]
    assert CANARY in told["web:process 1"]


def test_an_outcome_frozen_with_words_in_it_loses_those_that_were_taken_away(tmp_path: Path) -> None:
    """Outcomes of version dd01c66 hold the words themselves, and frozen rows never change."""
    nest = Nest()
    nest.close()
    # As that version wrote it: with the words in the row itself, tied to nobody.
    words = through(frozen_outcome(nest.round).as_data(), lambda text: Told.of(text, text))
    row = RoundOutcome.objects.get()
    with unlocked():
        RoundOutcome.objects.filter(pk=row.pk).update(data=words)
    assert CANARY in str(frozen_outcome(nest.round).as_data())
    hidden(nest)
    told = nest.everything(tmp_path / "old")
    assert [name for name, text in told.items() if CANARY in text] == ["frozen row"]


def test_the_condition_and_the_list_say_the_same_of_each_statement() -> None:
    nest = Nest()
    given = nest.given

    def shown(_nest: Nest) -> None:
        show(contribution=given, actor=OFFICER)

    for act in (hidden, shown, waiting, shown, withdrawn):
        act(nest)
        words = words_of(nest.round)
        assert {str(pk) for pk in asked(nest.round).values_list("pk", flat=True)} == {
            pk for pk, one in words.items() if one.standing is Standing.ASKED
        }
        assert {str(pk) for pk in visible(ANYONE, Statement.objects.all()).values_list("pk", flat=True)} == {
            pk for pk, one in words.items() if one.readable
        }
    assert Source.objects.filter(verbatim__contains=CANARY).count() == 0
