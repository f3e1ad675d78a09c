"""The work at the desk: whether one counts, its points with the answers, and a text without names for the site."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Giver
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, sightings
from brink.instruments.submission.models import Point, Ruling, Signatory, Submission
from brink.instruments.submission.queries import adopted, term_of
from brink.instruments.submission.services.sending import BY_POST
from brink.instruments.submission.term import COUNTS, Timing, timing

LEAST_NAME = 3


def _workable(row: Submission) -> None:
    """Refuse work on what was taken back, and on what the nota already says; whoever adopts it waits for this work."""
    Round.objects.select_for_update().get(pk=row.round_id)
    if row.contribution.withdrawn_at is not None:
        raise NotNow(_("Deze zienswijze is ingetrokken. Er is niets meer te beantwoorden."))
    if adopted(row.round) is not None:
        raise NotNow(_("De nota is vastgesteld. Daarna verandert er niets meer in."))


def without_names(row: Submission, text: str, *, field: str) -> str:
    """Return a text that everybody will read, or refuse it with the first thing in it that tells who somebody is."""
    folded = " ".join(text.casefold().split())
    own: list[str] = []
    signed = Signatory.objects.filter(tenant_id=row.tenant_id, submission=row)
    for name, address, represented in signed.values_list("name", "address", "represented"):
        own += [name, address, address.split(",")[0], represented.split(",")[0]]
        own += [one for one in name.split()[-1:] if len(one) >= LEAST_NAME]
    giver = Giver.objects.filter(tenant_id=row.tenant_id, contribution=row.contribution_id).first()
    own += [giver.email, giver.phone] if giver is not None else []
    words = set(folded.replace(",", " ").replace(".", " ").replace("’", " ").replace("'", " ").split())
    for one in filter(None, (" ".join(part.casefold().split()) for part in own)):
        if one in words or ((" " in one or "@" in one) and one in folded):
            said = _("Hier staat ‘%(found)s’. Dat vertelt wie dit instuurde. Haal het weg.")
            raise BadInput(said % {"found": one}, field=field)
    seen = next((one for one in sightings(text) if one.kind in ("phone", "email", "bsn")), None)
    if seen is not None:
        said = _("Hier staat ‘%(found)s’. Haal gegevens van mensen weg: iedereen leest dit.")
        raise BadInput(said % {"found": seen.found}, field=field)
    return text


def _done(row: Submission) -> Done[Submission]:
    data = {"process": str(row.contribution.process_id), "number": row.number, "year": row.year}
    return Done(row, data, public=False)


@act("submission.judged", Submission, on=("submission.contribution", "submission"))
def judge(
    *, submission: Submission, ruling: str, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Submission]:
    """Say of one that was not plainly in time whether it counts, with the reason that its sender reads."""
    row = submission
    _workable(row)
    if Timing(row.timing) in COUNTS:
        raise NotNow(_("Deze zienswijze kwam op tijd en telt mee. Er is niets te beoordelen."))
    if ruling not in (Ruling.COUNTS, Ruling.LEFT_OUT):
        raise BadInput(_("Kies of de zienswijze meetelt."), field="ruling")
    row.ruling = ruling
    row.ruling_reason = clean(
        reason, limit=1_000, field="reason", empty=_("Schrijf op waarom. Wie dit instuurde leest de reden."),
        too_long=_("Maak de reden korter dan 1.000 tekens."),
    )  # fmt: skip
    without_names(row, row.ruling_reason, field="reason")
    row.save(update_fields=("ruling", "ruling_reason"))
    return _done(row)


@act("submission.dated", Submission, on=("submission.contribution", "submission"))
def put_dates_right(
    *, submission: Submission, received_on: date, posted_on: date | None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Submission]:  # fmt: skip
    """Put right on which day it came in or was posted; whether it is in time follows from that again."""
    row = submission
    _workable(row)
    by_post = row.contribution.channel in BY_POST
    if row.contribution.channel == Channel.WEB:
        raise NotNow(_("De dag van een zienswijze via de website staat vast."))
    if received_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag van ontvangst."), field="received_on")
    if posted_on is not None and not by_post:
        raise BadInput(_("Alleen een brief heeft een poststempel. Laat dit vak leeg."), field="posted_on")
    if posted_on is not None and posted_on > received_on:
        raise BadInput(_("De brief is gepost voor hij binnenkwam. Kijk beide dagen na."), field="posted_on")
    row.received_on, row.posted_on = received_on, posted_on
    row.timing = timing(term_of(row.round), received_on, by_post=by_post, posted_on=posted_on)
    if Timing(row.timing) in COUNTS:
        row.ruling, row.ruling_reason = "", ""
    row.save(update_fields=("received_on", "posted_on", "timing", "ruling", "ruling_reason"))
    return _done(row)


@dataclass(frozen=True, slots=True)
class PointFacts:
    """One point: what is said, what the body answers, and whether the text becomes different (None: not known yet)."""

    summary: str
    answer: str = ""
    changes: bool | None = None
    change: str = ""


def _checked_point(row: Submission, facts: PointFacts) -> PointFacts:
    summary = clean(
        facts.summary, limit=1_500, field="summary", empty=_("Schrijf op wat het punt is, zonder namen."),
        too_long=_("Maak het punt korter dan 1.500 tekens."),
    )  # fmt: skip
    answer = clean(
        facts.answer, limit=3_000, field="answer", too_long=_("Maak het antwoord korter dan 3.000 tekens."),
        empty=_("Schrijf het antwoord erbij, of laat nog open of de tekst anders wordt.")
        if facts.changes is not None else "",
    )  # fmt: skip
    change = "" if not facts.changes else clean(
        facts.change, limit=400, field="change", empty=_("Schrijf op wat er in de tekst anders wordt, en waar."),
        too_long=_("Maak dit korter dan 400 tekens."),
    )  # fmt: skip
    if not facts.changes and facts.change.strip():
        raise BadInput(_("Kies dat de tekst anders wordt, of laat dit vak leeg."), field="change")
    for field, text in (("summary", summary), ("answer", answer), ("change", change)):
        without_names(row, text, field=field)
    return PointFacts(summary, answer, facts.changes, change)


@act("submission.point_added", Point, on=("submission.contribution", "submission"))
def add_point(*, submission: Submission, facts: PointFacts, actor: Actor, key: str | None) -> Done[Point]:
    """Split a point off a submission, with or without its answer."""
    _workable(submission)
    said = _checked_point(submission, facts)
    last = Point.objects.filter(tenant_id=submission.tenant_id, submission=submission).aggregate(n=Max("number"))["n"]
    point = Point.objects.create(
        tenant_id=submission.tenant_id, created_at=clock.now(), submission=submission, number=(last or 0) + 1,
        summary=said.summary, answer=said.answer, changes=said.changes, change=said.change,
    )  # fmt: skip
    return _point_done(point)


def _point_done(point: Point) -> Done[Point]:
    return Done(point, {"submission": str(point.submission_id), "point": point.number}, public=False)


@act("submission.point_written", Point, on=("point.submission", "point"))
def write_point(
    *, point: Point, facts: PointFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Point]:
    """Write what a point says or what the body answers; nobody outside reads it before the nota is adopted."""
    _workable(point.submission)
    said = _checked_point(point.submission, facts)
    point.summary, point.answer, point.changes, point.change = said.summary, said.answer, said.changes, said.change
    point.save(update_fields=("summary", "answer", "changes", "change"))
    return _point_done(point)


@act("submission.point_removed", Submission, on=("point.submission",))
def remove_point(*, point: Point, actor: Actor, key: str | None) -> Done[Submission]:
    """Take a point away that was split off by mistake; the points after it move up."""
    row = point.submission
    _workable(row)
    point.delete()
    for place, one in enumerate(Point.objects.filter(tenant_id=row.tenant_id, submission=row).order_by("number"), 1):
        if one.number != place:
            Point.objects.filter(pk=one.pk).update(number=place)
    return _done(row)


@act("submission.cleaned", Submission, on=("submission.contribution", "submission"))
def publish_clean(
    *, submission: Submission, text: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Submission]:
    """Put the words on the site without who they are of; an empty text takes them off again."""
    row = submission
    if row.contribution.withdrawn_at is not None:
        raise NotNow(_("Deze zienswijze is ingetrokken. Er staat niets van op de site."))
    words = clean(text, limit=5_000, field="text", too_long=_("Maak dit korter dan 5.000 tekens."))
    row.clean_text = without_names(row, words, field="text")
    row.clean_at = clock.now() if words else None
    row.save(update_fields=("clean_text", "clean_at"))
    return _done(row)
