"""Stops for what ended otherwise than was said: a question that was stopped, a meeting called off, a longer round.

The giver reads it on the path with its reason, and from then on no day is named that cannot come.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.stops import Stop, day_of, in_words
from brink.domain.processes.models import Event, Process
from brink.domain.processes.queries.round_changes import changes
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


# What of a round is no good news for whoever meant to come back.
_AGAINST = frozenset({"paused", "early"})


def of_round(voice: Contribution) -> list[Stop]:
    """Return how the days of the round changed since the words were given, and why: longer, held back, closed early."""
    # Of most rounds nothing was ever said otherwise: then nothing is asked.
    if voice.round is None or voice.round.changed_at is None:
        return []
    stopped = voice.process.withdrawn_at is not None
    return [
        Stop(
            "extended" if one.kind == "longer" else "round",
            one.title,
            on=day_of(one.at),
            # Of a question that was stopped no day is named that cannot come.
            words=replace(one, until=None).words if stopped else one.words,
            icon="disagree" if one.kind in _AGAINST else "agree",
        )
        for one in changes([voice.round.pk])
        if one.at >= voice.created_at
    ]
