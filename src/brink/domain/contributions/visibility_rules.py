"""Who sees which rows of this app. Words as given, contact details and codes are never public."""

from django.db.models import Q

from brink.domain.contributions import models as m
from brink.foundation.visibility import DESK, STAFF, Rule, register


def open_words(prefix: str = "") -> Q:
    """Return the condition that words may be read by everybody.

    Shown, not withdrawn, meant to be public, and given to a question whose room is published. Hidden words are not
    among them; their stub comes from `queries.public.stubs`. Voices without words have none to read.
    """
    at = f"{prefix}__" if prefix else ""
    return (
        Q(**{f"{at}moderation": m.Moderation.SHOWN, f"{at}withdrawn_at": None, f"{at}held_at": None})
        & ~Q(**{f"{at}publicity": m.Publicity.CLOSED})
        & ~Q(**{f"{at}text": ""})
        & Q(**{f"{at}process__room_published_at__isnull": False})
    )


def to_check(prefix: str = "") -> Q:
    """Return the condition that words wait for somebody to look at them before they stand on the site."""
    at = f"{prefix}__" if prefix else ""
    waiting = Q(**{f"{at}moderation": m.Moderation.WAITING, f"{at}withdrawn_at": None})
    return waiting & ~Q(**{f"{at}publicity": m.Publicity.CLOSED})


def _published(prefix: str = "process") -> Q:
    return Q(**{f"{prefix}__room_published_at__isnull": False})


def _sent() -> Q:
    """Return what reached a giver; what lies ready is a draft of the desk."""
    return Q(sent_at__isnull=False)


def _once_open() -> Q:
    """Return what stood there before words were changed: as long as the words themselves may be read."""
    return Q(shown=True) & ~Q(text="") & open_words("contribution")


def _open_answers() -> Q:
    """Sent answers that serve a bundle, or somebody whose words are public; the rest is between body and giver."""
    public = m.Landing.objects.filter(Q(bundle__isnull=False) | open_words("contribution"), _sent())
    return _sent() & _published() & Q(pk__in=public.values("answer_id"))


def _open_places() -> Q:
    """Places where a sent answer points: a place that only drafts point at is a draft itself."""
    return (Q(process=None) | _published()) & Q(pk__in=m.Answer.objects.filter(_sent()).values("destination_id"))


def register_rules() -> None:
    """Register the rule of every model of this app, once, when the apps are ready."""
    register(m.Contribution, Rule(public=open_words, roles=DESK, under_code="pk"))
    register(m.Source, Rule(roles=DESK, under_code="contribution_id"))
    register(m.LateLetter, Rule(roles=DESK, under_code="contribution_id"))
    register(m.Revision, Rule(roles=DESK, under_code="contribution_id"))
    register(m.EarlierWords, Rule(public=_once_open, roles=DESK, under_code="contribution_id"))
    # Giver, Broker, TrackingCode and ExactPoint have no rule on purpose: identity, keys and houses are in no list.
    register(m.Bundle, Rule(public=_published, roles=STAFF))
    register(
        m.BundleItem,
        Rule(public=lambda: Q(removed_at=None) & open_words("contribution"), roles=DESK, under_code="contribution_id"),
    )
    register(m.Destination, Rule(public=_open_places, roles=DESK))
    register(m.Answer, Rule(public=_open_answers, roles=DESK))
    register(m.CoSignature, Rule(roles=DESK))
    register(
        m.Landing,
        Rule(
            public=lambda: _sent() & _published("answer__process") & open_words("contribution"),
            roles=DESK,
            under_code="contribution_id",
            under_code_if=_sent,
        ),
    )
    register(m.Objection, Rule(roles=DESK, under_code="contribution_id"))
    register(m.HandOver, Rule(roles=DESK, under_code="contribution_id"))
    register(m.Split, Rule(roles=DESK, under_code="contribution_id"))
    register(m.Reaching, Rule(roles=DESK))
    register(m.LetterRun, Rule(roles=DESK))
    register(m.Unreached, Rule(public=_published, roles=DESK))
    register(m.Move, Rule(roles=DESK, under_code="contribution_id"))
    register(m.ModerationAct, Rule(roles=DESK, under_code="contribution_id"))
    register(m.Appeal, Rule(roles=DESK, under_code="contribution_id"))
    register(m.StaffNote, Rule(roles=DESK))
    register(m.ResponseTerms, Rule(public=Q, roles=STAFF))
