"""What is refused of an option, and of what the body does with it: members of `tests/safety/test_guards.py`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.valuation.round_settings import MOST_AMOUNT, MOST_OPTIONS
from brink.instruments.valuation.services import answering, setting_up
from brink.instruments.valuation.services.setting_up import Edit
from brink.instruments.valuation.task import Step
from brink.instruments.valuation.tests.conftest import make_task, make_valuation, option

NEW = replace(option(1, 10_000), title="De deelauto")


def _add(**changes: Any) -> dict[str, Any]:
    return {"edit": Edit("add", option=replace(NEW, **changes))}


def _steps(*steps: Step) -> dict[str, Any]:
    return _add(steps=steps)


def valuations(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of an option before release, and of what is said of it after the last day."""
    planned = make_valuation(world, "met-opties", opened=False)
    full = make_task(options=tuple(replace(NEW, number=at) for at in range(1, MOST_OPTIONS + 1)))
    no_room = make_valuation(world, "vol", opened=False, task=full)
    asked = make_valuation(world, "uitgezet", opened=True)
    past = make_valuation(world, "voorbij", opened=True)
    days = {"opens_at": clock.now() - timedelta(days=9), "closes_at": clock.now() - timedelta(days=1)}
    Round.objects.filter(pk=past.pk).update(**days)
    past.refresh_from_db()
    one = Step("", 1_000, ((1, 2),))
    draft = AnswerDraft(OutcomeCode.OUTSIDE, "Dit hoort niet bij deze vraag.")
    return {
        "an option": Guarded(
            setting_up.change_options, {"round": planned, **_add(), **STAFF},
            [
                (_add(title=""), "title"), (_add(title=over(60)), "title"), (_add(what=over(400)), "what"),
                (_add(source=over(200)), "source"), (_add(checked=over(80)), "checked"),
                (_steps(), "amount_1"), (_steps(*(replace(one, label="stap"),) * 4), "amount_1"),
                (_steps(replace(one, amount=0)), "amount_1"),
                (_steps(replace(one, amount=MOST_AMOUNT + 1)), "amount_1"),
                (_steps(replace(one, label=over(30))), "label_1"), (_steps(one, one), "label_1"),
                (_steps(replace(one, effects=((3, 2),))), "effects_1_1"),
                (_add(not_with=(9,)), "not_with"), (_add(needs=9), "not_with"),
                (_add(needs=1, not_with=(1,)), "needs"),
                ({"edit": Edit("change", 9, NEW)}, ""), ({"edit": Edit("remove", 9)}, ""), ({"edit": Edit("raad")}, ""),
                ({"edit": Edit("put")}, ""), ({"edit": Edit("put", all=(NEW,) * (MOST_OPTIONS + 1))}, ""),
                ({"round": asked}, ""), ({"round": no_room}, ""),
            ],
            [
                _steps(replace(one, amount=MOST_AMOUNT)), _steps(replace(one, label="een"), replace(one, label="twee")),
                _add(not_with=(1, 2)), _add(needs=1), {"edit": Edit("change", 1, NEW)}, {"edit": Edit("remove", 1)},
                {"edit": Edit("put", all=(NEW,) * MOST_OPTIONS)},
            ],
        ),
        "what the body does with an option": Guarded(
            answering.answer_options, {"round": past, "numbers": [1], "draft": draft, **STAFF},
            [
                ({"numbers": []}, ""), ({"numbers": [9]}, ""), ({"round": asked}, ""),
                ({"draft.outcome": ""}, "outcome"), ({"draft.outcome": OutcomeCode.PARKED}, "outcome"),
                ({"draft.reason": ""}, "reason"), ({"draft.reason": over(4_000)}, "reason"),
                ({"draft.outcome": OutcomeCode.ADOPTED}, "destination"),
            ],
            [{"numbers": [0]}, {"numbers": [1, 2]}],
        ),
    }  # fmt: skip
