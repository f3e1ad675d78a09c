"""Stops for what ended otherwise than was said: a question that was stopped, a meeting called off, a longer round.

The giver reads it on the path with its reason, and from then on no day is named that cannot come.
"""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.stops import Stop, day_of, in_words
from brink.domain.processes.dates import last_day
from brink.domain.processes.models import Event, Process, RoundExtension
from brink.foundation.visibility import ANYONE, visible


def of_question(process: Process) -> list[Stop]:
    """Return that the question was stopped, when it was, and why."""
    if process.withdrawn_at is None:
        return []
    words = _("Reden: %(reason)s") % {"reason": process.withdrawn_reason}
    return [Stop("stopped", _("De vraag is gestopt"), on=day_of(process.withdrawn_at), words=words, icon="disagree")]


def of_events(voice: Contribution) -> list[Stop]:
    """Return the meetings of the question that were called off or moved since the words were given, in one query."""
    found = []
    for one in visible(ANYONE, Event.objects.filter(tenant_id=voice.tenant_id, process_id=voice.process_id)):
        if one.cancelled_at is not None and one.cancelled_at >= voice.created_at:
            title = _("Gaat niet door: %(title)s") % {"title": one.title}
            words = _("Reden: %(reason)s") % {"reason": one.cancel_reason}
            found.append(Stop("event", title, on=day_of(one.cancelled_at), words=words, icon="disagree"))
        elif one.cancelled_at is None and one.moved_at is not None and one.moved_at >= voice.created_at:
            title = _("Verplaatst: %(title)s") % {"title": one.title}
            words = _("Het is nu op %(day)s. Plek: %(place)s.")
            words = words % {"day": in_words(day_of(one.starts_at)), "place": one.venue}
            found.append(Stop("event", title, on=day_of(one.moved_at), words=words))
    return found


def extended() -> Exists:
    """Tell with a contribution whether its round was kept open longer since: the reasons are then worth a query."""
    rows = RoundExtension.objects.filter(tenant=OuterRef("tenant"), round=OuterRef("round"))
    return Exists(rows.filter(created_at__gte=OuterRef("created_at")))


def of_round(voice: Contribution) -> list[Stop]:
    """Return that the round was kept open longer since the words were given, and why; a query only when it was."""
    if voice.round_id is None or not voice.round_extended:  # type: ignore[attr-defined]  # read along by `path.read`
        return []
    rows = RoundExtension.objects.filter(
        tenant_id=voice.tenant_id, round_id=voice.round_id, created_at__gte=voice.created_at
    )
    found = []
    for one in rows.order_by("created_at", "id"):
        words = _("Reden: %(reason)s") % {"reason": one.reason}
        if voice.process.withdrawn_at is None:
            day = in_words(last_day(one.closes_at))
            words = _("Tot en met %(day)s. Reden: %(reason)s") % {"day": day, "reason": one.reason}
        found.append(Stop("extended", _("De ronde duurt langer"), on=day_of(one.created_at), words=words))
    return found
