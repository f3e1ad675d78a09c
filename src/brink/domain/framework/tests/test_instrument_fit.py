"""Which instruments fit a choice, and why the others do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import make_world

from brink.domain.framework.levels import Level
from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.framework.queries import fitting
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM


@pytest.fixture
def kader(db: None) -> Framework:
    return import_framework(text=standard_text(), tenant=make_world().body, actor=SYSTEM)


def reasons_against(kader: Framework, level: str, scale: str = "dorp", *, mandate: bool = False) -> dict[str, str]:
    """Return the reason per instrument of phase F3; "" fits."""
    phase = Phase.objects.get(framework=kader, key="F3")
    place = Scale.objects.get(framework=kader, key=scale)
    with CaptureQueriesContext(connection) as counted:
        fits = fitting(kader, phase, place, level, mandate=mandate)
    assert len(counted) == 1
    assert len(fits) == 54
    assert [fit.allowed for fit in fits] == sorted((fit.allowed for fit in fits), reverse=True)
    assert {fit.reason for fit in fits if fit.allowed} == {""}
    return {fit.rule.name: fit.reason for fit in fits if fit.rule.phase_id == phase.pk}


def test_a_clerk_who_wants_advice_from_a_village(kader: Framework) -> None:
    found = reasons_against(kader, Level.ADVISE)
    assert found["keukentafel, straattafel of dorpstafel"] == ""
    assert found["dialoog met zinnen"] == ""
    assert found["burgerberaad"] == "Dit past niet bij de schaal ‘dorp of wijk’."
    assert found["debatavond in de streek"] == "Dit gaat hoogstens tot ‘meedenken’, en u heeft ‘adviseren’ gekozen."
    assert found["feiten en dilemma's op tafel"] == ""


def test_making_together_asks_a_mandate(kader: Framework) -> None:
    table = "keukentafel, straattafel of dorpstafel"
    reason = "‘samen maken’ mag hier alleen met toestemming van wie beslist."
    assert reasons_against(kader, Level.COPRODUCE)[table] == reason
    assert reasons_against(kader, Level.COPRODUCE, mandate=True)[table] == ""


def test_informing_asks_nothing(kader: Framework) -> None:
    found = reasons_against(kader, Level.INFORM)
    assert {name for name, reason in found.items() if not reason} == {"feiten en dilemma's op tafel"}


def test_instruments_of_another_phase_say_which(kader: Framework) -> None:
    phase = Phase.objects.get(framework=kader, key="F5")
    fits = fitting(kader, phase, None, "")
    table = next(fit for fit in fits if fit.rule.name == "burgerberaad")
    assert (table.allowed, table.reason) == (False, "Dit hoort bij de fase ‘beginspraak’.")
    assert sum(fit.allowed for fit in fits) == 8
