"""Giving: when it is refused, and that it counts once. Asked of the services, not of a form that is not there."""

from datetime import timedelta

from django.db import models, transaction
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import Refusal
from tests.contract.checks import promise
from tests.contract.filled_round import PAGES, FilledRound, process_address
from tests.form_client import Form, read, send


def _refused(filled: FilledRound, kind: str, round: Round, person: str = "te-laat") -> bool:
    """Give, and tell whether it was refused with nothing stored."""
    rows = [Contribution, *filled.tables]
    before = [model._default_manager.count() for model in rows]
    try:
        with transaction.atomic():
            filled.give(kind, person, round=round)
    except Refusal:
        return [model._default_manager.count() for model in rows] == before
    return False


@promise
def nothing_is_taken_before_the_round_opens(filled: FilledRound) -> None:
    round = filled.another_round("straks")
    early, later = clock.now(), clock.now() + timedelta(days=3)
    for fields in ({"opens_at": later}, {"opened_at": None, "room": None, "opens_at": early - timedelta(days=1)}):
        Round.objects.filter(pk=round.pk).update(**fields)
        planned = Round.objects.get(pk=round.pk)
        assert [kind for kind in filled.kinds if not _refused(filled, kind, planned)] == []


@promise
def nothing_is_taken_after_closing(filled: FilledRound) -> None:
    with filled.after_closing(filled.round):
        over = Round.objects.get(pk=filled.round.pk)
        assert [kind for kind in filled.kinds if not _refused(filled, kind, over)] == [], "over, not closed yet"
    filled.close(filled.round)
    closed = Round.objects.get(pk=filled.round.pk)
    with filled.after_closing(closed):
        assert [kind for kind in filled.kinds if not _refused(filled, kind, closed)] == [], "closed"
    # A slow request began in time and finds the round closed.
    assert [kind for kind in filled.kinds if not _refused(filled, kind, closed)] == [], "closed by another clock"


@promise
def a_round_by_invitation_takes_in_nobody_without_one(filled: FilledRound) -> None:
    invited = filled.another_round("genodigd", assurance=Round.Assurance.INVITED)
    assert [kind for kind in filled.kinds if not _refused(filled, kind, invited)] == []


@promise
def the_same_key_makes_one_row(filled: FilledRound) -> None:
    for kind in filled.kinds:
        first = filled.give(kind, "dubbel", key=f"sleutel-van-de-dubbelklik-{kind}")
        rows = [Contribution, *filled.tables]
        before = [model._default_manager.count() for model in rows]
        second = filled.give(kind, "dubbel", key=f"sleutel-van-de-dubbelklik-{kind}")
        assert [model._default_manager.count() for model in rows] == before, f"{kind}: counted twice"
        assert second.contribution == first.contribution
        assert second.code == first.code


@promise
def who_withdrew_is_not_taken_in_again(filled: FilledRound) -> None:
    """The tie with the device is gone, and still it is known that this device stopped: of small signals it has one."""
    together = []
    for kind in filled.kinds:
        if kind not in filled.worded:
            given = filled.give(kind, "bedenkt-zich")
            # Words that are answered with their round are no signal: whoever took them back may send others in.
            together += [kind] if not given.contribution.text else []
            filled.withdraw(given)
    assert [kind for kind in together if not _refused(filled, kind, filled.round, "bedenkt-zich")] == []


def forms_of(filled: FilledRound) -> list[tuple[str, Form, dict[str, str]]]:
    """Walk from the page of the process through the pages of the instrument, and send each form on the way.

    Returns (kind, form, what was sent) of those by which a contribution came in. All is put back.
    """
    if "forms" in filled.found:
        found: list[tuple[str, Form, dict[str, str]]] = filled.found["forms"]
        return found
    found, waiting, seen = [], [process_address(filled.round.process)], set()
    inside = f"{waiting[0]}{filled.round.slug}/"
    while waiting and len(seen) < PAGES:
        address = waiting.pop(0)
        seen.add(address)
        answer = Client().get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = read(answer)
        waiting += [link for link in dict.fromkeys(page.links) if link.startswith(inside) and link not in seen]
        for form in page.forms:
            if form.action.startswith(inside) and form.can_be_sent:
                found += _sent(filled, form)
    filled.found["forms"] = found
    return found


def _sent(filled: FilledRound, form: Form) -> list[tuple[str, Form, dict[str, str]]]:
    data = form.filled("Zet een bank bij de kerk, dan praten mensen weer.")
    before = set(Contribution.objects.values_list("pk", flat=True))
    with transaction.atomic():
        send(Client(), form, data)
        kinds = Contribution.objects.exclude(pk__in=before).values_list("kind", flat=True)
        made = [(kind, form, data) for kind in kinds]
        transaction.set_rollback(True)
    return made


@promise
def every_kind_is_given_without_script(filled: FilledRound) -> None:
    if "web" in filled.instrument.card.channels:
        assert {kind for kind, _form, _data in forms_of(filled)} == set(filled.kinds)


@promise
def a_form_that_is_sent_twice_counts_once(filled: FilledRound) -> None:
    for kind, form, data in forms_of(filled):
        rows: list[type[models.Model]] = [Contribution, *filled.tables]
        with transaction.atomic():
            send(Client(), form, data)
            before = [model._default_manager.count() for model in rows]
            send(Client(), form, data)
            after = [model._default_manager.count() for model in rows]
            transaction.set_rollback(True)
        assert after == before, f"{kind}: the same form made a second row"
