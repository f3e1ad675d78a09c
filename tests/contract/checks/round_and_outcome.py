"""Opening, closing, and what a closed round says."""

import json
import re
from contextlib import suppress
from random import Random

from django.db import connection, transaction

from brink.domain.contributions.models import Contribution, Holder, TrackingCode
from brink.domain.framework.kader_records import PHASE_KEYS
from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule, Phase
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.services.rounds import release_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, Refusal
from tests.builders import make_process, make_round
from tests.contract.checks import promise
from tests.contract.filled_round import OFFICER, SIZE, FilledRound, allow

LEAST = 10
"""No number of people below this is ever told."""


@promise
def the_card_says_what_the_instrument_is(filled: FilledRound) -> None:
    card = filled.instrument.card
    assert re.fullmatch(r"[a-z][a-z_]*", card.key)
    assert re.fullmatch(r"[a-z][a-z-]*", card.segment)
    assert str(card.name)
    assert len(str(card.promise).split()) >= 4
    assert card.levels <= set(Level)
    assert card.lands
    assert card.counted_openly <= card.kinds
    # A template of its own, or that of the instrument kit.
    template = filled.instrument.panel(filled.round, None).template  # type: ignore[arg-type]
    assert template.partition("/")[0] in (card.key, "participation")


def _released(filled: FilledRound, slug: str, phase: Phase, *, room: bool = True) -> bool:
    """Plan a round in a process of this phase and tell whether the service lets it open."""
    filled.world.phase = phase
    allow(filled.instrument, filled.world)
    process = make_process(filled.world, slug, room=room)
    settings = filled.instrument.example_settings()
    round = make_round(process, filled.instrument.card.key, opened=False, settings=settings, prompt="Waarover?")
    try:
        release_round(round=round, actor=OFFICER, key=None)
    except Refusal:
        return False
    return Round.objects.get(pk=round.pk).opened_at is not None


@promise
def it_opens_only_in_its_phases_and_in_published_room(filled: FilledRound) -> None:
    world, now = filled.world, clock.now()
    home, phases = world.phase, {}
    for number, key in enumerate(PHASE_KEYS):
        phases[key] = Phase.objects.get_or_create(
            tenant=world.body, framework=world.framework, key=key,
            defaults={"created_at": now, "number": number, "name": key, "purpose": "Proef.", "origin": "P"},
        )[0]  # fmt: skip
    opened = {key for key, phase in phases.items() if _released(filled, f"fase-{key.lower()}", phase)}
    said = set(filled.instrument.card.phases)
    assert opened == said, "opened in these phases; the card names others"
    own = phases[min(said)]
    assert not _released(filled, "zonder-ruimte", own, room=False), "opened without a published room"
    InstrumentRule.objects.filter(tenant=world.body, instrument=filled.instrument.card.key).delete()
    round = make_round(
        make_process(world, "buiten-het-kader"), filled.instrument.card.key, opened=False, prompt="Waarover?",
        settings=filled.instrument.example_settings(),
    )  # fmt: skip
    with suppress(Refusal):
        release_round(round=round, actor=OFFICER, key=None)
        raise AssertionError("opened outside the kader")
    world.phase = home


@promise
def its_seed_fills_a_round_with_its_own_kinds(filled: FilledRound) -> None:
    round = filled.another_round("nieuw")
    filled.instrument.seed(round, Random(5), SIZE)
    round.refresh_from_db()
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round)
    assert rows.count() >= LEAST
    assert round.contribution_count == rows.count()
    assert set(rows.values_list("kind", flat=True)) == filled.instrument.card.kinds


def _data(filled: FilledRound) -> str:
    return json.dumps(filled.instrument.outcome(filled.round).as_data(), sort_keys=True)


@promise
def the_same_rows_and_seed_give_the_same_outcome(filled: FilledRound) -> None:
    first = _data(filled)
    assert {_data(filled) for _time in range(3)} == {first}, "another outcome when asked again"
    if connection.vendor != "sqlite":
        return
    # Rows without an order of their own now come the other way round.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA reverse_unordered_selects = ON")
        try:
            assert _data(filled) == first, "the outcome hangs on the order in which rows happen to come"
        finally:
            cursor.execute("PRAGMA reverse_unordered_selects = OFF")


@promise
def its_outcome_can_be_frozen(filled: FilledRound) -> None:
    outcome = filled.instrument.outcome(filled.round)
    assert Outcome.from_data(json.loads(json.dumps(outcome.as_data()))) == outcome
    filled.close(filled.round)
    frozen = Outcome.from_data(filled.round.frozen_outcome.data)  # type: ignore[attr-defined]
    assert figures(frozen) == figures(filled.instrument.outcome(filled.round))


@promise
def every_finding_names_its_sources(filled: FilledRound) -> None:
    findings = filled.instrument.outcome(filled.round).findings
    assert findings
    assert [one.key for one in findings if not one.sources and not one.by_design] == []
    assert [one.key for one in findings if one.sources], "not one finding leads to anybody"


@promise
def every_finding_reaches_its_givers(filled: FilledRound) -> None:
    there = Contribution.objects.filter(tenant_id=filled.round.tenant_id, round=filled.round, withdrawn_at=None)
    held = TrackingCode.objects.filter(holder=Holder.GIVER, contribution__in=there)
    reached = {str(pk) for pk in held.values_list("contribution_id", flat=True)}
    outcome = filled.instrument.outcome(filled.round)
    for one in (*outcome.findings, *outcome.minority):
        assert set(one.sources) <= reached, f"{one.key} rests on what no giver holds a code of"


@promise
def the_minority_is_filled_or_reasoned(filled: FilledRound) -> None:
    for round in (filled.round, filled.another_round("leeg")):
        try:
            outcome = filled.instrument.outcome(round)
        except BadInput as refused:
            raise AssertionError("no minority, and no reason why not") from refused
        assert outcome.minority or len(outcome.minority_reason.split()) >= 4
        assert len({one.key for one in outcome.minority}) == len(outcome.minority)
        assert all(one.argument and one.title for one in outcome.minority)


def figures(outcome: Outcome) -> dict[str, object]:
    """Return the numbers of an outcome, without its words."""
    return {
        "people": outcome.reach.people,
        "channels": outcome.reach.channels,
        "areas": outcome.reach.areas,
        "findings": sorted((one.key, one.count) for one in outcome.findings),
        "minority": sorted((one.key, one.size) for one in outcome.minority),
    }


@promise
def withdrawing_before_closing_lowers_the_outcome(filled: FilledRound) -> None:
    for kind in filled.kinds:
        with transaction.atomic():
            before = figures(filled.instrument.outcome(filled.round))
            receipts = [filled.give(kind, f"spijt-{number}") for number in range(LEAST)]
            given = figures(filled.instrument.outcome(filled.round))
            for receipt in receipts:
                filled.withdraw(receipt)
            after = figures(filled.instrument.outcome(filled.round))
            transaction.set_rollback(True)
        assert after == before, f"{kind}: withdrawn, and counted still"
        counts = filled.instrument.card.lands
        assert given != before or len(counts) > 1, f"{kind}: ten people more, and the outcome is the same"


@promise
def withdrawing_after_closing_takes_words_and_leaves_figures(filled: FilledRound) -> None:
    receipts = [filled.give(kind, "later", words="Zeg dit kanariewoord maar.") for kind in filled.worded]
    receipts += [filled.give(kind, "later") for kind in filled.kinds if kind not in filled.worded]
    filled.close(filled.round)
    before = figures(Outcome.from_data(filled.round.frozen_outcome.data))  # type: ignore[attr-defined]
    people = filled.instrument.outcome(filled.round).reach.people
    with filled.after_closing(filled.round):
        for receipt in receipts:
            filled.withdraw(receipt)
        round = Round.objects.get(pk=filled.round.pk)
        assert figures(Outcome.from_data(round.frozen_outcome.data)) == before  # type: ignore[attr-defined]
        if filled.secret:
            assert filled.instrument.outcome(round).reach.people == people, "figures moved after closing"
        said = "".join([*filled.pages(round).values(), filled.panel_text(round), filled.of_others(round)])
        said += str(filled.told_in_tables(round))
    assert "kanariewoord" not in said, "words that were withdrawn after closing are still told"
