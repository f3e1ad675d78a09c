"""Questionnaires to start with, in `starts.toml`: what many surveys ask, so that a clerk begins with something."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.instruments.survey.editing import Draft, add
from brink.instruments.survey.questions import Questionnaire

START_NAMES: Mapping[str, str | Promise] = {
    "empty": _("Met een lege vragenlijst"), "place": _("Hoe is het wonen in uw dorp of buurt?"),
    "afterwards": _("Hoe was het om mee te doen?"),
}  # fmt: skip


@cache
def written() -> Mapping[str, Any]:
    """Return all questions that are written down."""
    return tomllib.loads(files("brink.instruments.survey").joinpath("starts.toml").read_text("utf-8"))


def _draft(one: Mapping[str, Any]) -> Draft:
    return Draft(
        **{
            **one,
            "options": "\n".join(one.get("options", ())),
            "specials": tuple(one.get("specials", ())),
            "when": tuple(one.get("when", ())),
        }
    )


@cache
def questions_to_start_with(name: str) -> Questionnaire:
    """Return the questions of one of these starts; of an unknown one none."""
    found = Questionnaire()
    for one in written().get(name, ()):
        found = add(found, _draft(one))
    return found
