"""Who supports a petition is known again after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

import pytest

from brink.domain.contributions.services.self_service import withdraw
from brink.foundation.errors import NotNow
from brink.instruments.petition.models import Collection, Support
from brink.instruments.petition.services.supporting import confirm, declare, support
from brink.instruments.petition.tests.making import person, petition

Rotate = Callable[[], None]
KEY = "k" * 22


def a_person_still_counts_once(rotate: Rotate) -> None:
    round = petition()
    first = support(round=round, said=person(1), key=KEY)
    rotate()
    # The form that was sent before shows its receipt; the same person on another form is told so.
    assert support(round=round, said=person(1), key=KEY).contribution == first.contribution
    with pytest.raises(NotNow, match="U steunde dit al"):
        support(round=round, said=person(1, name="MENS B"), key="l" * 22)
    support(round=round, said=person(2), key="m" * 22)
    assert Collection.objects.get(round=round).confirmed_count == 2
    assert Support.objects.filter(state="counted").count() == 2


def who_withdrew_is_known(rotate: Rotate) -> None:
    round = petition()
    given = support(round=round, said=person(1), key=KEY)
    withdraw(contribution=given.contribution, code=given.code)
    rotate()
    with pytest.raises(NotNow, match="ingetrokken"):
        support(round=round, said=person(1), key="l" * 22)


def a_mailbox_is_still_full(rotate: Rotate) -> None:
    round, mail = petition(mail=True, per_mailbox=1), {"email": "a.b@voorbeeld.invalid"}
    confirm(support=declare(round=round, said=person(1, **mail), key=KEY), key=None)
    later = declare(round=round, said=person(2, **mail), key="l" * 22)
    rotate()
    with pytest.raises(NotNow, match="Met dit adres"):
        confirm(support=later, key=None)


SCENARIOS: dict[str, Callable[[Rotate], None]] = {
    "petition person": a_person_still_counts_once,
    "petition act of person": who_withdrew_is_known,
    "petition mailbox": a_mailbox_is_still_full,
}
