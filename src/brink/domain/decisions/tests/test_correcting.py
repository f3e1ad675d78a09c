"""A published decision is corrected by two people, with a reason; the old text stays, and nothing else changes it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import CORRECTED, Decision, Erratum
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow

pytestmark = pytest.mark.django_db
NEW = "Er komen 40 huizen, niet 14."


def account(name: str) -> Actor:
    made = Account.objects.create_user(email=f"{name}@voorbeeld.invalid", name=name)
    return Actor(id=made.pk, role="clerk")


@pytest.fixture
def decision() -> Decision:
    made = make_draft(make_world())
    complete(made)
    services.publish(decision=made, actor=STAFF)
    return Decision.objects.get(pk=made.pk)


def propose(decision: Decision, by: Actor, **more: object) -> Erratum:
    asked = {"texts": {"text": NEW}, "reason": "Wij typten een getal verkeerd.", "remark": "", **more}
    return services.propose_correction(decision=decision, actor=by, **asked)  # type: ignore[arg-type]


def test_two_people_correct_it_and_the_old_text_stays_to_read(decision: Decision) -> None:
    one, other, old = account("een"), account("twee"), decision.text
    erratum = propose(decision, one)
    page = lambda: Client().get(f"/besluiten/{decision.slug}/").content.decode()  # noqa: E731
    assert NEW not in page(), "what was proposed is read by nobody"
    with pytest.raises(NotAllowed, match="collega"):
        services.publish_correction(erratum=erratum, actor=one)
    services.publish_correction(erratum=erratum, actor=other)
    decision.refresh_from_db()
    assert (decision.text, decision.corrected_at) == (NEW, Erratum.objects.get().published_at)
    shown = page()
    assert NEW in shown
    assert old in shown
    assert "Wij typten een getal verkeerd." in shown
    kinds = list(Entry.objects.filter(kind__startswith="decision.correct").values_list("kind", "public").order_by("id"))
    assert kinds == [("decision.correction_proposed", False), ("decision.corrected", True)]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"texts": {}, "remark": ""}, ""),
        ({"texts": {"text": " "}}, "text"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_is_said(decision: Decision, asked: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        propose(decision, account("een"), **asked)
    assert refused.value.field == field
    assert not Erratum.objects.exists()


def test_one_waits_at_a_time_and_can_be_thrown_away(decision: Decision) -> None:
    first = propose(decision, account("een"))
    with pytest.raises(NotNow, match="ligt al een verbetering"):
        propose(decision, account("twee"))
    services.drop_correction(erratum=first, actor=account("drie"))
    again = propose(decision, account("vier"), texts={}, remark="Bij de stemmen hoort een 5.")
    services.publish_correction(erratum=again, actor=account("vijf"))
    with pytest.raises(NotNow, match="staat al op de site"):
        services.drop_correction(erratum=again, actor=STAFF)


def test_a_draft_is_not_corrected() -> None:
    draft = make_draft(make_world())
    with pytest.raises(NotNow, match="concept"):
        propose(draft, account("een"))


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="published decision"), transaction.atomic():
        act()


def test_the_database_lets_only_a_published_erratum_change_a_decision(decision: Decision) -> None:
    row, old = Decision.objects.filter(pk=decision.pk), decision.text
    erratum = propose(decision, account("een"))
    refused(lambda: row.update(text=NEW))
    refused(lambda: row.update(text=NEW, corrected_at=clock.now()))
    services.publish_correction(erratum=erratum, actor=account("twee"))
    at = Erratum.objects.get().published_at
    assert at is not None
    refused(lambda: row.update(text="Weer anders."))
    refused(lambda: row.update(text=old, corrected_at=at + timedelta(seconds=1)))
    refused(lambda: row.update(text=old, corrected_at=None))
    refused(lambda: row._raw_delete(row.db))
    published = Erratum.objects.filter(pk=erratum.pk)
    for name in ("reason", "remark", "text_before", "text_after"):
        refused(lambda name=name: published.update(**{name: "Anders."}))  # type: ignore[misc]
    refused(lambda: published.update(published_at=None, published_by=None))
    refused(lambda: published._raw_delete(published.db))


def test_no_other_column_moves_along_with_an_erratum(decision: Decision) -> None:
    """Every column but the corrected texts, drawn from the model: with a published erratum at hand all are refused."""
    other = make_draft(make_world("assen"))
    second = services.draft(process=decision.process, organ=decision.organ, title="x", on=date(2027, 1, 1), actor=STAFF)
    kind = services.add_kind(body=decision.tenant, name="Regel", level="council", ground="art. 1", actor=STAFF)
    others = {"on": date(2030, 1, 1), "evaluation_on": date(2030, 1, 1), "created_at": clock.now(), "slug": "weg",
              "title": "weg", "question": "weg", "published_at": clock.now(), "tenant_id": other.tenant_id,
              "process_id": other.process_id, "organ_id": other.organ_id,
              "kind_id": kind.pk}  # fmt: skip
    columns = {one.attname for one in Decision._meta.concrete_fields} - {*CORRECTED, "corrected_at", "id"}
    assert columns == {*others, "destination_id"}
    assert second.destination_id != decision.destination_id
    erratum = propose(decision, account("een"))
    at = clock.now()
    for name, value in others.items():
        with transaction.atomic():
            Erratum.objects.filter(pk=erratum.pk).update(published_at=at, published_by=account(f"a{name}").id)
            refused(
                lambda name=name, value=value: Decision.objects.filter(pk=decision.pk).update(  # type: ignore[misc]
                    text=NEW, corrected_at=at, **{name: value}
                )
            )
            transaction.set_rollback(True)
