"""Nothing typed is lost: every form of the site × twelve accidents between typing and sending."""

from itertools import product

import pytest
from django.db import transaction

from tests.accidents.accidents import EVERY, send
from tests.accidents.looks import is_final
from tests.accidents.stage import Found, Site
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
LEAST = 70


@pytest.fixture
def site() -> Site:
    return Site()


def goes(site: Site, found: Found) -> bool:
    """Tell whether a form is taken in as it is filled in here; if not, its words must come back all the same."""
    point = transaction.savepoint()
    answer = send(site.browser(found), found.form)
    transaction.savepoint_rollback(point)
    return is_final(answer)


def test_nothing_typed_is_lost(site: Site) -> None:
    forms = site.forms()
    assert len(forms) >= LEAST, [one.name for one in forms]
    known, lost, taken = dict[str, bool](), list[str](), 0
    for found, name in drawn("forms × accidents", product(forms, EVERY), share=0.02, least=24):
        if found.name not in known:
            known[found.name] = goes(site, found)
        point = transaction.savepoint()
        wrong = EVERY[name](site, found, known[found.name])
        transaction.savepoint_rollback(point)
        taken += 1
        if wrong:
            lost.append(f"{name}: {wrong}: {found.name}")
    for one in lost:
        print(one)
    print(f"{taken} pairs of a form and an accident, {len(lost)} with something lost")
    assert not lost, "\n".join(lost)
