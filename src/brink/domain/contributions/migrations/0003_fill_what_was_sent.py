"""Say of every landing that there was whether it reached its giver, and which one its giver has.

Before this, a voice lost its reply the moment that a new answer was written; it gets back the one that was sent.
"""

from django.db import migrations
from django.db.models import F, Q

BATCH = 500


def _pieces(rows):
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _mark(Landing):
    """Fill `beside` (no reason and not the first: it told of another bundle) and `sent_at`."""
    first, beside = {}, []
    rows = Landing.objects.order_by("contribution_id", "created_at", "id")
    for pk, voice, reason, current in rows.values_list("pk", "contribution_id", "change_reason", "current").iterator():
        if first.setdefault(voice, pk) != pk and not reason and not current:
            beside.append(pk)
    for start in range(0, len(beside), BATCH):
        Landing.objects.filter(pk__in=beside[start : start + BATCH]).update(beside=True)
    sent = Landing.objects.filter(answer__sent_at__isnull=False).values_list("pk", "answer__sent_at")
    by_moment = {}
    for pk, moment in sent.iterator():
        by_moment.setdefault(moment, []).append(pk)
    for moment, ids in by_moment.items():
        for start in range(0, len(ids), BATCH):
            Landing.objects.filter(pk__in=ids[start : start + BATCH]).update(sent_at=moment)


def fill(apps, schema_editor):
    Landing = apps.get_model("contributions", "Landing")
    Contribution = apps.get_model("contributions", "Contribution")
    Objection = apps.get_model("contributions", "Objection")
    _mark(Landing)
    Landing.objects.filter(current=True, sent_at__isnull=False).update(holds=True)
    drafted = Contribution.objects.filter(
        landed_at__isnull=False, replied_at=None, withdrawn_at=None, landings__current=True, landings__sent_at=None
    )
    for piece in _pieces(drafted):
        voices = Contribution.objects.filter(pk__in=piece)
        voices.update(drafted_at=F("landed_at"))
        before = {}
        rows = Landing.objects.filter(contribution__in=piece, sent_at__isnull=False, beside=False)
        for pk, voice, moment in rows.order_by("sent_at", "id").values_list("pk", "contribution_id", "sent_at"):
            before[voice] = (pk, moment)
        for voice, (pk, moment) in before.items():
            Landing.objects.filter(pk=pk).update(holds=True)
            Contribution.objects.filter(pk=voice).update(replied_at=moment)
        open_ones = Objection.objects.filter(contribution__in=list(before), answered_at=None)
        for voice, moment in open_ones.values_list("contribution_id", "created_at"):
            Contribution.objects.filter(Q(reopened_at=None), pk=voice).update(reopened_at=moment)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_what_was_sent")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
