"""What is refused of the questions of a survey, and of what is told afterwards: members of `test_guards.py`."""

from collections.abc import Mapping
from typing import Any

from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over

from brink.instruments.survey import services
from brink.instruments.survey.editing import LABEL_LIMIT, MOST_OPTIONS, Draft
from brink.instruments.survey.tests.conftest import add_question, make_closed, make_survey

ONE = Draft("Fietst u?", "one", "fact", options="ja\nnee")
WHOLE = services.Account("Weten wat mist.", "De griffie.", "Inwoners.", "Een open link.", "Niets.", "Geen percentages.")
MANY = [f"antwoord {one}" for one in range(MOST_OPTIONS + 1)]


def surveys(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a question, of what was read in own words, and of how a survey was made."""
    planned, asked = make_survey(world, "met-vragen", opened=False), make_survey(world, "uitgezet")
    over_now = make_closed(world, "voorbij")
    scale: Mapping[str, Any] = {"draft": Draft("Hoe is de bus?", "scale", low="slecht", high="goed")}
    number: Mapping[str, Any] = {"draft": Draft("Hoe vaak reist u?", "number", least=0, most=7)}
    return {
        "a question": Guarded(
            add_question, {"round": planned, "draft": ONE, **STAFF},
            [
                ({"draft.text": ""}, "text"), ({"draft.text": over(400)}, "text"),
                ({"draft.text": "woord " * 31}, "text"), ({"draft.help": "woord " * 41}, "help"),
                ({"draft.kind": "raad"}, "kind"), ({"draft.topic": "weer"}, "topic"),
                ({"draft.options": "ja"}, "options"), ({"draft.options": "\n".join(MANY)}, "options"),
                ({"draft.options": f"ja\n{'x' * (LABEL_LIMIT + 1)}"}, "options"),
                ({"draft.options": "ja\nJa"}, "options"),
                ({"draft.specials": (1,)}, "specials"), ({"draft.when": ("v1",)}, "when"), ({"round": asked}, ""),
            ],
            [
                {"draft.text": "woord " * 30}, {"draft.help": "woord " * 40}, {"draft.options": "\n".join(MANY[1:])},
                {"draft.options": f"ja\n{'x' * LABEL_LIMIT}"}, {"draft.when": ("v1:1",)},
            ],
        ),
        "a scale": Guarded(
            add_question, {"round": planned, **scale, **STAFF},
            [
                ({"draft.points": 2}, "points"), ({"draft.points": 8}, "points"), ({"draft.low": ""}, "low"),
                ({"draft.high": ""}, "high"),
            ],
            [{"draft.points": 3}, {"draft.points": 7}],
        ),
        "a number": Guarded(
            add_question, {"round": planned, **number, **STAFF},
            [({"draft.most": 0}, "most"), ({"draft.unit": "keer in een week"}, "unit")],
            [{"draft.most": 1}, {"draft.unit": "keer per week"}],
        ),
        "what was read": Guarded(
            services.answer_words, {"round": over_now, "question": "v5", "text": "Wij lazen alles.", **STAFF},
            [
                ({"text": ""}, "text"), ({"text": over(2_000)}, "text"), ({"question": "v1"}, ""),
                ({"question": "v9"}, ""), ({"round": asked}, ""),
            ],
        ),
        "how it was made": Guarded(
            services.account_for, {"round": over_now, "account": WHOLE, **STAFF},
            [*(({f"account.{name}": over(2_000)}, name) for name in services.ACCOUNT_FIELDS), ({"round": asked}, "")],
            [{"account.aim": ""}],
        ),
    }  # fmt: skip
