"""One save for the whole decision page: every section in which somebody typed is saved, and no other one is touched."""

from typing import Any

import pytest
from tests.form_client import Form, Page

from brink.domain.decisions.tests.test_desk import Place, entries, fresh, place

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def whole(place: Place) -> Form:
    """Return the one form of the page, with all its sections."""
    page = Page(place.officer.client.get(place.officer.address).content.decode(), place.officer.address)
    return max(page.forms, key=lambda one: len(one.fields))


def as_shown(form: Form) -> dict[str, Any]:
    """Return what a browser sends of a form in which nobody typed."""
    data: dict[str, Any] = {}
    for one in form.fields:
        for value in one.stands:
            data.setdefault(one.name, []).append(value)
    return data


def test_three_sections_filled_in_and_one_saved_are_all_saved(place: Place) -> None:
    data = as_shown(whole(place))
    data |= {
        "besluit-text": "Tien huizen.", "afwijking-rule": "Woonvisie", "afwijking-reason": "Nood.",
        "afwijking-precedent": "Geen.", "keuzes-0-title": "Niets doen", "keuzes-0-consequences": "Leegloop.",
        "section": "besluit",
    }  # fmt: skip
    answer = place.officer.client.post(place.officer.address, data)
    assert (answer.status_code, answer["Location"].partition("#")[2]) == (302, "besluit")
    now = fresh(place)
    assert now.text == "Tien huizen."
    assert [one.title for one in now.options.all()] == ["Niets doen"]
    assert [one.rule for one in now.policy_deviations.all()] == ["Woonvisie"]


def test_one_half_filled_section_keeps_its_words_and_the_others_are_saved(place: Place) -> None:
    data = as_shown(whole(place)) | {"besluit-text": "Tien huizen.", "afwijking-rule": "Woonvisie"}
    answer = place.officer.client.post(place.officer.address, data)
    assert answer.status_code == 422
    assert fresh(place).text == "Tien huizen."
    back = as_shown(max(Page(answer.content.decode(), place.officer.address).forms, key=lambda one: len(one.fields)))
    assert back["afwijking-rule"] == ["Woonvisie"]
    # And with the rest filled in it goes.
    sent = {**back, "afwijking-reason": "Nood.", "afwijking-precedent": "Geen."}
    assert place.officer.client.post(place.officer.address, sent).status_code == 302
    assert fresh(place).policy_deviations.count() == 1


def test_a_section_that_nobody_touched_is_not_put_back_over_what_another_saved(place: Place) -> None:
    mine = as_shown(whole(place)) | {"besluit-text": "Tien huizen."}
    theirs = as_shown(whole(place)) | {"keuzes-0-title": "Niets doen", "keuzes-0-consequences": "Leegloop."}
    assert place.clerk.client.post(place.clerk.address, theirs).status_code == 302
    assert place.officer.client.post(place.officer.address, mine).status_code == 302
    now = fresh(place)
    assert (now.text, [one.title for one in now.options.all()]) == ("Tien huizen.", ["Niets doen"])


def test_nothing_typed_is_nothing_saved(place: Place) -> None:
    before = entries()
    assert place.officer.client.post(place.officer.address, as_shown(whole(place))).status_code == 302
    assert entries() == before
