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
from tests.contract.stage import OFFICER, SIZE, Stage, allow

LEAST = 10
"""No number of people below this is ever told."""


@promise
def the_card_says_what_the_instrument_is(stage: Stage) -> None:
    card = stage.instrument.card
    assert re.fullmatch(r"[a-z][a-z_]*", card.key)
    assert re.fullmatch(r"[a-z][a-z-]*", card.segment)
    assert str(card.name)
    assert len(str(card.promise).split()) >= 4
    assert card.levels <= set(Level)
    assert card.lands
    assert card.counted_openly <= card.kinds
    # A template of its own, or that of the instrument kit.
    template = stage.instrument.panel(stage.round, None).template  # type: ignore[arg-type]
    assert template.partition("/")[0] in (card.key, "participation")


def _released(stage: Stage, slug: str, phase: Phase, *, room: bool = True) -> bool:
    """Plan a round in a process of this phase and tell whether the service lets it open."""
    stage.world.phase = phase
    allow(stage.instrument, stage.world)
    process = make_process(stage.world, slug, room=room)
    settings = stage.instrument.example_settings()
    round = make_round(process, stage.instrument.card.key, opened=False, settings=settings, prompt="Waarover?")
    try:
        release_round(round=round, actor=OFFICER, key=None)
    except Refusal:
        return False
    return Round.objects.get(pk=round.pk).opened_at is not None


@promise
def it_opens_only_in_its_phases_and_in_published_room(stage: Stage) -> None:
    world, now = stage.world, clock.now()
    home, phases = world.phase, {}
    for number, key in enumerate(PHASE_KEYS):
        phases[key] = Phase.objects.get_or_create(
            tenant=world.body, framework=world.framework, key=key,
            defaults={"created_at": now, "number": number, "name": key, "purpose": "Proef.", "origin": "P"},
        )[0]  # fmt: skip
    opened = {key for key, phase in phases.items() if _released(stage, f"fase-{key.lower()}", phase)}
    said = set(stage.instrument.card.phases)
    assert opened == said, "opened in these phases; the card names others"
    own = phases[min(said)]
    assert not _released(stage, "zonder-ruimte", own, room=False), "opened without a published room"
    InstrumentRule.objects.filter(tenant=world.body, instrument=stage.instrument.card.key).delete()
    round = make_round(
        make_process(world, "buiten-het-kader"), stage.instrument.card.key, opened=False, prompt="Waarover?",
        settings=stage.instrument.example_settings(),
    )  # fmt: skip
    with suppress(Refusal):
        release_round(round=round, actor=OFFICER, key=None)
        raise AssertionError("opened outside the kader")
    world.phase = home


@promise
def its_seed_fills_a_round_with_its_own_kinds(stage: Stage) -> None:
    round = stage.another_round("nieuw")
    stage.instrument.seed(round, Random(5), SIZE)
    round.refresh_from_db()
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round)
    assert rows.count() >= LEAST
    assert round.contribution_count == rows.count()
    assert set(rows.values_list("kind", flat=True)) == stage.instrument.card.kinds


def _data(stage: Stage) -> str:
    return json.dumps(stage.instrument.outcome(stage.round).as_data(), sort_keys=True)


@promise
def the_same_rows_and_seed_give_the_same_outcome(stage: Stage) -> None:
    first = _data(stage)
    assert {_data(stage) for _time in range(3)} == {first}, "another outcome when asked again"
    if connection.vendor != "sqlite":
        return
    # Rows without an order of their own now come the other way round.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA reverse_unordered_selects = ON")
        try:
            assert _data(stage) == first, "the outcome hangs on the order in which rows happen to come"
        finally:
            cursor.execute("PRAGMA reverse_unordered_selects = OFF")


@promise
def its_outcome_can_be_frozen(stage: Stage) -> None:
    outcome = stage.instrument.outcome(stage.round)
    assert Outcome.from_data(json.loads(json.dumps(outcome.as_data()))) == outcome
    stage.close(stage.round)
    frozen = Outcome.from_data(stage.round.frozen_outcome.data)  # type: ignore[attr-defined]
    assert figures(frozen) == figures(stage.instrument.outcome(stage.round))


@promise
def every_finding_names_its_sources(stage: Stage) -> None:
    findings = stage.instrument.outcome(stage.round).findings
    assert findings
    assert [one.key for one in findings if not one.sources and not one.by_design] == []
    assert [one.key for one in findings if one.sources], "not one finding leads to anybody"


@promise
def every_finding_reaches_its_givers(stage: Stage) -> None:
    there = Contribution.objects.filter(tenant_id=stage.round.tenant_id, round=stage.round, withdrawn_at=None)
    held = TrackingCode.objects.filter(holder=Holder.GIVER, contribution__in=there)
    reached = {str(pk) for pk in held.values_list("contribution_id", flat=True)}
    outcome = stage.instrument.outcome(stage.round)
    for one in (*outcome.findings, *outcome.minority):
        assert set(one.sources) <= reached, f"{one.key} rests on what no giver holds a code of"


@promise
def the_minority_is_filled_or_reasoned(stage: Stage) -> None:
    for round in (stage.round, stage.another_round("leeg")):
        try:
            outcome = stage.instrument.outcome(round)
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
def withdrawing_before_closing_lowers_the_outcome(stage: Stage) -> None:
    for kind in stage.kinds:
        with transaction.atomic():
            before = figures(stage.instrument.outcome(stage.round))
            receipts = [stage.give(kind, f"spijt-{number}") for number in range(LEAST)]
            given = figures(stage.instrument.outcome(stage.round))
            for receipt in receipts:
                stage.withdraw(receipt)
            after = figures(stage.instrument.outcome(stage.round))
            transaction.set_rollback(True)
        assert after == before, f"{kind}: withdrawn, and counted still"
        counts = stage.instrument.card.lands
        assert given != before or len(counts) > 1, f"{kind}: ten people more, and the outcome is the same"


@promise
def withdrawing_after_closing_takes_words_and_leaves_figures(stage: Stage) -> None:
    receipts = [stage.give(kind, "later", words="Zeg dit kanariewoord maar.") for kind in stage.worded]
    receipts += [stage.give(kind, "later") for kind in stage.kinds if kind not in stage.worded]
    stage.close(stage.round)
    before = figures(Outcome.from_data(stage.round.frozen_outcome.data))  # type: ignore[attr-defined]
    people = stage.instrument.outcome(stage.round).reach.people
    with stage.after_closing(stage.round):
        for receipt in receipts:
            stage.withdraw(receipt)
        round = Round.objects.get(pk=stage.round.pk)
        assert figures(Outcome.from_data(round.frozen_outcome.data)) == before  # type: ignore[attr-defined]
        if stage.secret:
            assert stage.instrument.outcome(round).reach.people == people, "figures moved after closing"
        said = "".join([*stage.pages(round).values(), stage.panel_text(round), stage.of_others(round)])
        said += str(stage.told_in_tables(round))
    assert "kanariewoord" not in said, "words that were withdrawn after closing are still told"
