"""Rows that the constraints of the next migration do not allow are untied, none is thrown away.

- Two lines about one interest, bundle or group: the oldest keeps it. The newer ones stay as lines about nothing in
  particular, with all their texts: nobody can tell any more which of them was meant for something else.
- A line about two things at once keeps the first of interest, bundle and group; half a group is none.
- Two options that were chosen, or that are 'niets doen': the first of the list stays so, the others become options.
"""

from django.db import migrations
from django.db.models import Q


def untie(apps, schema_editor):
    alias = schema_editor.connection.alias
    lines = apps.get_model("decisions", "WeighingLine").objects.using(alias)
    lines.filter(interest__isnull=False).update(bundle=None, round=None, group_key="")
    lines.filter(bundle__isnull=False).update(round=None, group_key="")
    lines.filter(Q(round=None) | Q(group_key="")).update(round=None, group_key="")
    for tie, without in (
        (("interest",), {"interest": None}),
        (("bundle",), {"bundle": None}),
        (("round", "group_key"), {"round": None, "group_key": ""}),
    ):
        later = _later(lines.filter(**{f"{tie[0]}__isnull": False}).order_by("created_at", "number"), tie)
        lines.filter(pk__in=later).update(**without)
    options = apps.get_model("decisions", "Option").objects.using(alias)
    for mark in ("chosen", "nothing"):
        options.filter(pk__in=_later(options.filter(**{mark: True}).order_by("number"), ())).update(**{mark: False})


def _later(rows, tie):
    """Return the keys of all rows but the first of each decision and tie."""
    seen, later = set(), []
    for pk, *about in rows.values_list("pk", "tenant_id", "decision_id", *tie):
        if tuple(about) in seen:
            later.append(pk)
        seen.add(tuple(about))
    return later


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    # Apart from the constraints: PostgreSQL changes no table whose rows were changed in the same transaction.
    operations = [migrations.RunPython(untie, migrations.RunPython.noop)]
