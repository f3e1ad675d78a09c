"""Reads of ideas, all through the one visibility function, in a number of queries that does not grow with the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.visibility_rules import to_check
from brink.domain.journal.models import Entry
from brink.domain.participation.featuring import featurable
from brink.domain.participation.line_signs import beside
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.processes.models import Process, Round, Theme
from brink.foundation.crypto import every
from brink.foundation.disclosure import publishable
from brink.foundation.search.finding import narrow
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.ideas.headline import split
from brink.instruments.ideas.models import Stance, Support
from brink.instruments.ideas.round_settings import COMMENT, IDEA, SUPPORTED, Settings
from brink.instruments.ideas.similar import resembling

_SURVEY_KEPT = 60
"""Seconds."""
RECEIVED, COMMENTED = f"contribution.received {IDEA}", f"contribution.received {COMMENT}"
PER_PAGE = 20
COMMENTS_PER_SIDE = 10
_SAID = ("pk", "text", "language", "created_at", "publicity", "public_name")
SORTS = {
    "nieuw": ("-created_at", "-id"),
    # What is shown, never the live count: the order would give away what the figure hides (reliability N28).
    "steun": (F("idea__support_shown").desc(nulls_last=True), "-created_at", "-id"),
    "besproken": ("-reply_count", "-created_at", "-id"),
}


def public_detail() -> Q:
    """Return the condition under which the own row of an idea or comment is public: that of its contribution."""
    return Q(contribution__in=visible(ANYONE, Contribution.objects.all()))


@dataclass(frozen=True, slots=True)
class Place:
    """An area, as far as a filter needs it."""

    pk: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked of the list. Unknown values have become empty before they come here."""

    words: str = ""
    theme: Theme | None = None
    area: Place | None = None
    sort: str = "nieuw"

    @property
    def narrow(self) -> bool:
        """Tell whether the list shows less than everything."""
        return bool(self.words or self.theme or self.area)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed by, and how it can be ordered: (value, words) pairs."""

    themes: list[Theme]
    areas: list[Place]
    sorts: list[tuple[str, str]]
    total: int

    def read(self, asked: Mapping[str, str]) -> Filters:
        """Return what was asked; whatever is not on offer counts as not asked (reliability N14)."""
        return Filters(
            words=asked.get("zoek", "")[:80].replace("\x00", "").strip(),
            theme=next((one for one in self.themes if one.slug == asked.get("onderwerp")), None),
            area=next((one for one in self.areas if one.slug == asked.get("plaats")), None),
            sort=next((value for value, _words in self.sorts if value == asked.get("volgorde")), "nieuw"),
        )


def choices(frame: RoundFrame) -> Choices:
    """Return what this round offers; two queries."""
    settings, sorts = Settings.of(frame.round.settings), [("nieuw", _("Nieuwste eerst"))]
    if settings.support:
        sorts.append(("steun", _("Meeste steun eerst")))
    if settings.comments:
        sorts.append(("besproken", _("Meeste reacties eerst")))
    total, places = survey(frame.round)
    return Choices(themes_of(frame.process), places, sorts, total)


class ListedIdea(Protocol):
    """One row of a list of ideas."""

    pk: UUID
    title: str
    text: str
    language: str
    place: str
    created_at: datetime
    area__name: str | None
    theme__name: str | None
    idea__support_shown: int | None
    reply_count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One idea as the list shows it, all in words."""

    url: str
    title: str
    text: str
    facts: str
    language: str = "nl"


def support_words(frame: RoundFrame, idea: UUID, shown: int) -> str:
    """Say about how many support an idea, for it moves by tens, and how many of one line; below ten only that."""
    if not publishable(shown):
        return _("Minder dan 10 mensen steunen dit")
    told = _("Ongeveer {n} mensen steunen dit").format(n=shown)
    return "; ".join(filter(None, (told, frame.from_one_line(SUPPORTED, shown, idea))))


def comment_words(frame: RoundFrame, idea: UUID, shown: int) -> str:
    """Say how many comments an idea has, and how many of them came from one line; "" without any."""
    if not shown:
        return ""
    told = ngettext("{n} reactie", "{n} reacties", shown).format(n=shown)
    return "; ".join(filter(None, (told, frame.from_one_line(COMMENTED, shown, idea))))


def public_ideas(round: Round) -> QuerySet[Contribution]:
    """Return the ideas of a round that anyone may read. Staff see the same list: what is hidden waits at the desk."""
    return visible(ANYONE, Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=IDEA))


def comment_counts(round: Round, ideas: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many readable comments each of these ideas has; one query."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, parent_id__in=ideas, kind=COMMENT)
    rows = visible(ANYONE, rows)
    return dict(rows.order_by().values_list("parent_id").annotate(number=Count("pk")))


def _narrowed(rows: QuerySet[Contribution], filters: Filters) -> QuerySet[Contribution]:
    """Apply search and filters."""
    if filters.words:
        rows = narrow(rows, filters.words)
    if filters.theme is not None:
        rows = rows.filter(theme=filters.theme)
    if filters.area is not None:
        rows = rows.filter(area_id=filters.area.pk)
    return rows


def _slim(rows: QuerySet[Contribution]) -> QuerySet[Contribution, ListedIdea]:
    """Read only what a list shows."""
    return rows.values_list(
        "pk",
        "title",
        "text",
        "language",
        "place",
        "created_at",
        "area__name",
        "theme__name",
        "idea__support_shown",
        "reply_count",
        named=True,
    )  # type: ignore[return-value]


def _ordered(rows: QuerySet[Contribution], sort: str) -> QuerySet[Contribution]:
    """Put ideas in an order. One that says what is best puts nothing in front that may not stand there."""
    if sort == "nieuw":
        return rows.order_by(*SORTS[sort])
    fit = Case(When(featurable(), then=Value(0)), default=Value(1))
    return rows.annotate(in_front=fit).order_by("in_front", *SORTS[sort])


def most(round: Round, sort: str) -> list[UUID]:
    """Return what a list of a round in this order puts in front: what may stand there, first one first."""
    return list(_ordered(public_ideas(round).filter(featurable()), sort).values_list("pk", flat=True)[:PER_PAGE])


def idea_page(frame: RoundFrame, filters: Filters, number: str | None, total: int | None = None) -> Page[ListedIdea]:
    """Return one page of the list; a page that does not exist becomes the nearest. `total` is that without filters."""
    rows = _narrowed(public_ideas(frame.round), filters)
    pages = Paginator(_slim(_ordered(rows, filters.sort)), PER_PAGE)
    if total is not None and not filters.narrow:
        pages.count = total  # known already; Django counts only what it was not told
    return pages.get_page(number)


def idea_sheet(frame: RoundFrame, filters: Filters) -> Sheet:
    """Return the list as the filter shows it, for a file: what anybody may read, without names. Three queries."""
    settings = Settings.of(frame.round.settings)
    rows = _slim(_ordered(_narrowed(public_ideas(frame.round), filters), filters.sort))
    replies = Contribution.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round, kind=COMMENT)
    said = dict(visible(ANYONE, replies).order_by().values_list("parent_id").annotate(number=Count("pk")))
    cells = (
        (
            timezone.localtime(one.created_at).date(), one.title, one.text, one.theme__name or "",
            one.area__name or one.place,
            one.idea__support_shown if settings.support and publishable(one.idea__support_shown or 0) else None,
            beside(one.idea__support_shown, frame.lines.get((SUPPORTED, one.pk))) if settings.support else None,
            said.get(one.pk, 0), beside(said.get(one.pk), frame.lines.get((COMMENTED, one.pk))),
            frame.address("idea", idea=one.pk),
        )
        for one in rows
    )  # fmt: skip
    columns = (
        _("Dag"), _("Titel"), _("Idee"), _("Onderwerp"), _("Plaats"), _("Mensen die dit steunen"),
        _("Steun van één internetaansluiting"), _("Reacties"), _("Reacties van één internetaansluiting"), _("Adres"),
    )  # fmt: skip
    return Sheet(_("ideeen"), columns, cells)


def newest(round: Round, number: int) -> list[ListedIdea]:
    """Return the newest ideas of a round that may stand in front on the page of its question."""
    return list(_slim(public_ideas(round).filter(featurable()).order_by(*SORTS["nieuw"]))[:number])


def list_rows(frame: RoundFrame, ideas: Sequence[ListedIdea], *, comments: bool = True) -> list[Line]:
    """Put ideas in the words of the list; one query for all their comments, hidden ones left out."""
    settings = Settings.of(frame.round.settings)
    answered = [idea.pk for idea in ideas if idea.reply_count and comments and settings.comments]
    counts = comment_counts(frame.round, answered) if answered else {}
    made = []
    for idea in ideas:
        said, support = counts.get(idea.pk, 0), idea.idea__support_shown or 0
        facts = [
            idea.place,
            idea.area__name,
            idea.theme__name,
            formats.date_format(timezone.localtime(idea.created_at), "j F"),
            support_words(frame, idea.pk, support) if settings.support and publishable(support) else "",
            comment_words(frame, idea.pk, said),
        ]
        title, text = split(idea.title, idea.text)
        told = " · ".join(filter(None, facts))
        made.append(Line(frame.address("idea", idea=idea.pk), title, text, told, idea.language))
    return made


def shown(idea: Contribution) -> int:
    """Return the published support of an idea, also of one that has no row of its own."""
    detail = getattr(idea, "idea", None)
    return detail.support_shown if detail is not None else 0


def place_words(idea: Contribution) -> str:
    """Say where an idea is about, as far as the giver said."""
    return ", ".join(filter(None, (idea.place, idea.area.name if idea.area else "")))


def hidden_count(round: Round) -> int:
    """Return how many ideas of a round were hidden by a moderator: the list says so in public."""
    return Contribution.objects.filter(
        tenant_id=round.tenant_id, round=round, kind=IDEA, moderation=Moderation.HIDDEN
    ).count()


def survey(round: Round) -> tuple[int, list[Place]]:
    """Return how many ideas anyone may read, and the areas that they are about.

    A walk over all ideas for what seldom changes, so it is kept for a minute, or until something comes in.
    """

    def read() -> list[tuple[UUID | None, str | None, str | None, int]]:
        rows = public_ideas(round).order_by("area__name").values_list("area_id", "area__slug", "area__name")
        return list(rows.annotate(number=Count("pk")))

    rows = cache.get_or_set(f"ideas-survey-{round.pk}-{round.contribution_count}", read, _SURVEY_KEPT) or ()
    places = [Place(pk, slug, name) for pk, slug, name, _number in rows if pk and slug and name]
    return sum(number for *_area, number in rows), places


def themes_of(process: Process) -> list[Theme]:
    """Return the themes to choose from; one theme is no choice."""
    themes = list(process.themes.all())
    return themes if len(themes) > 1 else []


def idea_for(viewer: Viewer, round: Round, pk: UUID) -> Contribution:
    """Return one idea this viewer may see, or raise Http404."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=IDEA, pk=pk)
    found = visible(viewer, rows).select_related("idea", "area", "theme").first()
    if found is None:
        raise Http404
    return found


def supports(idea: Contribution, supporter: str) -> bool:
    """Tell whether a device supports an idea: for that device's own eyes."""
    return Support.objects.filter(tenant_id=idea.tenant_id, contribution=idea, supporter__in=every(supporter)).exists()


@dataclass(frozen=True, slots=True)
class Side:
    """One column of comments."""

    stance: str
    title: str
    count: int
    comments: Sequence[Contribution]


@dataclass(frozen=True, slots=True)
class Comments:
    """One page of comments: for beside against, then the rest; `page` turns all columns at once."""

    sides: tuple[Side, ...]
    page: Page[int]
    total: int


def _comments(idea: Contribution) -> QuerySet[Contribution]:
    """Return the comments on an idea that everybody may read."""
    return visible(ANYONE, Contribution.objects.filter(tenant_id=idea.tenant_id, parent=idea, kind=COMMENT))


def comments_of(idea: Contribution, number: str | None) -> Comments:
    """Return one page of the comments on an idea, newest first; four queries at most."""
    rows = _comments(idea)
    counts: dict[str, int] = dict(rows.order_by().values_list("idea_comment__stance").annotate(number=Count("pk")))
    pages = Paginator(range(max([0, *counts.values()])), COMMENTS_PER_SIDE)
    page = pages.get_page(number)
    first = (page.number - 1) * COMMENTS_PER_SIDE
    found: dict[str, Sequence[Contribution]] = {}
    for stance, count in counts.items():
        chosen = rows.filter(idea_comment__stance=stance).order_by("-created_at", "-id").only(*_SAID)
        found[stance] = list(chosen[first : first + COMMENTS_PER_SIDE]) if count > first else []
    return Comments(_sides(counts, found), page, sum(counts.values()))


def newest_comments(idea: Contribution) -> Comments:
    """Return the first page of the comments on an idea in one query, for a page that has much else to ask.

    With a thousand comments it costs more than the four of `comments_of`, for each row is numbered.
    """
    side, newest = F("idea_comment__stance"), [F("created_at").desc(), F("id").desc()]
    numbered = _comments(idea).annotate(
        stance=side,
        row=Window(RowNumber(), partition_by=side, order_by=newest),
        beside=Window(Count("pk"), partition_by=side),
    )
    counts: dict[str, int] = {}
    found: dict[str, list[Contribution]] = {}
    for one in numbered.filter(row__lte=COMMENTS_PER_SIDE).order_by("row").only(*_SAID):
        counts[one.stance] = one.beside
        found.setdefault(one.stance, []).append(one)
    pages = Paginator(range(max([0, *counts.values()])), COMMENTS_PER_SIDE)
    return Comments(_sides(counts, found), pages.get_page(1), sum(counts.values()))


def _sides(counts: Mapping[str, int], found: Mapping[str, Sequence[Contribution]]) -> tuple[Side, ...]:
    titles = {Stance.FOR: _("Voor"), Stance.AGAINST: _("Tegen"), Stance.NEUTRAL: _("Niet voor, niet tegen")}
    return tuple(
        Side(stance, title, counts.get(stance, 0), list(found.get(stance, ()))) for stance, title in titles.items()
    )


def hidden_comments(idea: Contribution) -> int:
    """Return how many comments on an idea a moderator hid."""
    rows = Contribution.objects.filter(tenant_id=idea.tenant_id, parent=idea, kind=COMMENT)
    return rows.filter(moderation=Moderation.HIDDEN).count() if idea.reply_count else 0


def by_line(contribution: Contribution) -> str:
    """Say who spoke, as far as that person wants it known."""
    if contribution.publicity == Publicity.NAMED and contribution.public_name:
        return contribution.public_name
    return _("Een bewoner")


def sent_before(round: Round, key: str) -> bool:
    """Tell whether a form with this key was taken in before: then it gets its receipt again, and no questions."""
    return Entry.objects.filter(tenant_id=round.tenant_id, key=key).exists()


def resembling_ideas(round: Round, text: str) -> list[ListedIdea]:
    """Return up to three readable ideas of this round that say much the same, most alike first."""

    def read() -> list[tuple[UUID, str]]:
        rows = public_ideas(round).order_by().values_list("pk", "title", "text")
        return [(pk, f"{title} {words}") for pk, title, words in rows]

    chosen = resembling(text, round_id=round.pk, count=round.contribution_count, read=read)
    found = {row.pk: row for row in _slim(public_ideas(round).filter(pk__in=chosen))} if chosen else {}
    return [found[pk] for pk in chosen if pk in found]


def desk_figures(round: Round) -> dict[str, Any]:
    """Return what staff see of a round: how much came in, what waits for a moderator. Three queries at most."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, withdrawn_at__isnull=True)
    figures: dict[str, Any] = rows.aggregate(
        ideas=Count("pk", filter=Q(kind=IDEA)),
        comments=Count("pk", filter=Q(kind=COMMENT)),
        waiting=Count("pk", filter=to_check()),
        hidden=Count("pk", filter=Q(moderation=Moderation.HIDDEN)),
        placeless=Count("pk", filter=Q(kind=IDEA, area__isnull=True, place="")),
    )
    return {**figures, "frame": frame_of(round), "list_url": frame_of(round).address("list")}
