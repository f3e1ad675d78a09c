"""What the desk does while a hall is measured (`tools/load_hall.py`), each in a process of its own."""

DESK = r"""
import json, sys
import django
django.setup()
from datetime import timedelta
from django.db.models import Sum
from brink.domain.contributions.models import Contribution, Source, TrackingCode
from brink.domain.journal.acts import exempt
from brink.domain.journal.models import Entry
from brink.domain.participation.line_signs import hall_line
from brink.domain.participation.models import Hall
from brink.domain.participation.round_page import address_of
from brink.domain.people.attempts import hashed
from brink.domain.people.visits import Visit
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue.models import Session, Statement, Vote

what = sys.argv[1]
if what == "make":
    from django.core.management import call_command
    from brink.instruments.dialogue.services.statements import plant_seeds
    from brink.site.serving import collect
    from tests.builders import make_process, make_round, make_world
    call_command("migrate", verbosity=0, interactive=False)
    collect()
    with exempt("demo"):
        made = make_round(make_process(make_world("hal")), "dialogue", opened=False)
    plant_seeds(made, [f"Er komt een bank bij halte {number}, en een afdak." for number in range(1, 31)])
    with exempt("demo"):
        room = made.process.rooms.get()
        Round.objects.filter(pk=made.pk).update(opened_at=clock.now() - timedelta(days=1), room=room)
round = Round.objects.filter(instrument="dialogue", closed_at=None, paused_at=None, opened_at__isnull=False,
    opens_at__lt=clock.now(), assurance="open").order_by("id").first()
class Request:
    META = {"REMOTE_ADDR": "127.0.0.1"}
    headers = {}
    COOKIES = {}
if what == "open":
    with exempt("demo"):
        Round.objects.filter(pk=round.pk).update(closes_at=clock.now() + timedelta(days=1))
        Hall.objects.create(tenant_id=round.tenant_id, created_at=clock.now(), round=round, name="Zaal",
            line=hall_line(round.pk, Visit(Request())), ends_at=clock.now() + timedelta(hours=2))
elif what == "close":
    with exempt("demo"):
        Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
elif what == "hide":
    from brink.instruments.dialogue.readable_statements import asked
    with exempt("editions"):
        for one in asked(round)[:3]:
            Statement.objects.filter(pk=one.pk).update(retired_at=clock.now(), retired_reason="voor de proef")
of_round = {"tenant_id": round.tenant_id, "round": round}
given = Contribution.objects.filter(kind="session", **of_round)
print(json.dumps({
    "path": address_of(round),
    "sessions": Session.objects.filter(**of_round).exclude(participant=None).count(),
    "votes": Vote.objects.filter(session__round=round).exclude(session__participant=None).count(),
    "codes": TrackingCode.objects.filter(contribution__in=given).count(),
    "entries": Entry.objects.filter(kind="contribution.received", subject_id__in=given.values("pk")).count(),
    "sources": Source.objects.filter(contribution__in=given).count(),
    "counted": Round.objects.get(pk=round.pk).contribution_count,
    "views": Statement.objects.filter(round=round).aggregate(n=Sum("view_count"))["n"],
}))
"""
