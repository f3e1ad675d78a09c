"""Votes that stood with a name alone are tied to the fractie of that name; reasons are frozen with their decision.

A vote of a published decision does not change: its words and numbers stay, and only the tie is filled in here, once.
"""

from importlib import import_module

from django.db import migrations

frozen = import_module("brink.domain.decisions.migrations.0004_frozen")
VOTES, REASONS = "decisions_groupvote", "decisions_groupreason"
RULES = tuple(
    (REASONS, act, condition)
    for act, condition in (
        ("INSERT", frozen.NEW), ("UPDATE", f"({frozen.OLD}) OR ({frozen.NEW})"), ("DELETE", frozen.OLD)
    )
)
OF_VOTES = tuple(rule for rule in frozen.RULES if rule[0] == VOTES and rule[1] == "UPDATE")
_triggers = import_module("brink.domain.decisions.migrations.0010_corrected")


def tie(apps, schema_editor):
    GroupVote = apps.get_model("decisions", "GroupVote")
    CouncilGroup = apps.get_model("people", "CouncilGroup")
    _triggers._drop(schema_editor, OF_VOTES)
    for vote in GroupVote.objects.select_related("decision__organ").iterator():
        decision = vote.decision
        rows = CouncilGroup.objects.filter(tenant=vote.tenant_id, name__iexact=vote.group.strip())
        rows = rows.filter(starts__lte=decision.on).exclude(ends__lt=decision.on)
        if decision.organ.role == "council":
            rows = rows.filter(organ=decision.organ_id)
        found = list(rows[:2])
        if len(found) == 1:
            GroupVote.objects.filter(pk=vote.pk).update(council_group=found[0])
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _triggers._draw(schema_editor, OF_VOTES)
    _triggers._draw(schema_editor, RULES)


def untie(apps, schema_editor):
    _triggers._drop(schema_editor, RULES)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0011_group_reasons")]
    operations = [migrations.RunPython(tie, untie)]
