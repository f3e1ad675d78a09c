"""Move the promises that decisions kept into the register of commitments, with their steps, places and journal.

Ids and destinations stay, so that journal entries, landings and old addresses lead to the same promise. Nothing is
made up: who was promised something was not asked then, nor what shows that it was kept, and both say so.
"""

from django.db import migrations
from django.utils.text import slugify

TITLE, RECEIVER, REASON = 160, 160, "Hoe het ging, is toen niet opgeschreven."
SHOWN = "Toen deze toezegging werd afgerekend, vroegen wij nog niet om een bewijs."
# The step of then, the step of now; "agreed" was written by the same act that made the promise.
STEPS = {"agreed": "made", "reminded": "called", "settled": "settled"}


def _short(text, limit):
    """Cut a text at a word; what is cut stands in the summary."""
    return text if len(text) <= limit else f"{text[: limit - 1].rpartition(' ')[0] or text[: limit - 1]}…"


def _slug(title, body, number):
    """Make the address as the record kit does."""
    words = slugify(title)[:50].strip("-")
    whole = words if words == slugify(title) else words.rpartition("-")[0]
    return f"{whole or 'commitment'}-{body.slug[:40]}-{number}"


def _published(old):
    """Return since when everybody could read a promise; None when it stands with a draft."""
    if old.decision is None:
        return old.created_at
    return old.decision.published_at and max(old.created_at, old.decision.published_at)


def _record(table, old, number, last):
    title = _short(old.text, TITLE)
    stage = "settled" if old.kept is not None else "called" if "reminded" in last else "joining"
    since = (last.get("settled") or last.get("reminded") or old).created_at
    record = table("records", "Record").create(
        id=old.pk, tenant_id=old.tenant_id, created_at=old.created_at, kind="commitment", number=number,
        slug=_slug(title, old.tenant, number), title=title, summary=old.text if title != old.text else "",
        owner_person_id=old.owner_id, process_id=old.process_id, visibility="public", stage=stage, stage_since=since,
        due_on=old.due_on, due_first=old.due_on, published_at=_published(old), destination_id=old.destination_id,
    )  # fmt: skip
    record.areas.set(old.process.areas.all())
    record.themes.set(old.process.themes.all())
    return record


def _commitment(table, old, record, last):
    settled = old.kept is not None
    how = last.get("settled")
    return table("commitments", "Commitment").create(
        record=record, tenant_id=old.tenant_id, organ_id=old.decision.organ_id if old.decision else None,
        receiver=_short(f"Wie meedacht over: {old.process.title}", RECEIVER),
        called_at=last["reminded"].created_at if "reminded" in last else None,
        outcome=("kept" if old.kept else "not_kept") if settled else "",
        outcome_at=(how or old).created_at if settled else None,
        reason=(how.note if how else REASON) if settled else "", evidence=SHOWN if old.kept else "",
    )  # fmt: skip


def move(apps, schema_editor):
    def table(app, name):
        return apps.get_model(app, name).objects.using(schema_editor.connection.alias)

    steps_of, numbers = table("commitments", "CommitmentStep"), {}
    rows = table("decisions", "Commitment").select_related("tenant", "process", "decision")
    for old in rows.order_by("created_at", "id"):
        number = numbers[old.tenant_id] = numbers.get(old.tenant_id, 0) + 1
        steps = list(old.steps.order_by("created_at", "id"))
        last = {step.kind: step for step in steps}
        record = _record(table, old, number, last)
        row = _commitment(table, old, record, last)
        steps_of.bulk_create(
            steps_of.model(
                id=one.pk, tenant_id=one.tenant_id, created_at=one.created_at, commitment=row, kind=STEPS[one.kind],
                note=one.note,
            )
            for one in steps
        )  # fmt: skip
        if old.decision_id:
            table("decisions", "DecisionCommitment").create(
                tenant_id=old.tenant_id, created_at=old.created_at, decision_id=old.decision_id, commitment=row
            )


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_promised"),
        ("records", "0002_kept"),
    ]
    operations = [migrations.RunPython(move)]
