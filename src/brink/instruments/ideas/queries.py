"""Reads of ideas, all through the one visibility function, in a number of queries that does not grow with the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.framework.levels import PROMISES, Level
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, RoomStatement, Round, Theme
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.ideas.models import Stance, Support
from brink.instruments.ideas.rules import COMMENT, IDEA, K, Settings, split
from brink.instruments.ideas.similar import resembling
from brink.ui.components import Promise

KEY = "ideas"
PER_PAGE = 20
COMMENTS_PER_SIDE = 10
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
class Frame:
    """What every page of a round of ideas stands on."""

    round: Round
    process: Process
    room: RoomStatement | None
    settings: Settings
    state: RoundState
    now: datetime

    @property
    def base(self) -> str:
        """Return the address of the list, to which pages add their part."""
        return f"/processen/{self.process.slug}/{self.round.slug}/ideeen/"

    @property
    def is_open(self) -> bool:
        """Tell whether ideas, comments and support can be given now."""
        return self.state is RoundState.OPEN

    @property
    def process_address(self) -> str:
        """Return the address of the page of the whole process."""
        return f"/processen/{self.process.slug}/"


def room_of(process: Process) -> RoomStatement | None:
    """Return the room statement that holds now: the last published version."""
    rows = RoomStatement.objects.filter(process=process, published_at__isnull=False)
    return rows.select_related("decider", "contact").order_by("-version").first()


def frame(viewer: Viewer, process: str, round: str) -> Frame:
    """Return the round of ideas at these addresses, or raise Http404."""
    rows = Round.objects.filter(process__slug=process, slug=round, instrument=KEY)
    found = visible(viewer, rows).select_related("process__tenant").first()
    if found is None:
        raise Http404
    return frame_of(found)


def frame_of(round: Round) -> Frame:
    """Return the frame of a round that is known already."""
    now = clock.now()
    return Frame(
        round=round,
        process=round.process,
        room=room_of(round.process),
        settings=Settings.of(round.settings),
        state=round_state(round, now),
        now=now,
    )


def promise(room: RoomStatement | None) -> Promise | None:
    """Return what stands at every form: what we do with the words, who reads them, when the giver hears."""
    if room is None or room.decider is None or room.decision_on is None or room.reply_on is None:
        return None
    day = formats.date_format
    return Promise(
        what=" ".join(filter(None, (str(PROMISES[Level(room.level)]), room.promise))),
        who=_("{contact} leest alles. {decider} beslist op {day}.").format(
            contact=room.contact.name if room.contact else _("De contactpersoon"),
            decider=room.decider.name,
            day=day(room.decision_on),
        ),
        when=_("U hoort uiterlijk op {day} wat er met uw woorden is gedaan.").format(day=day(room.reply_on)),
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked of the list. Unknown values have become empty before they come here."""

    words: str = ""
    theme: Theme | None = None
    area: Area | None = None
    sort: str = "nieuw"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed by, and how it can be ordered: (value, words) pairs."""

    themes: list[Theme]
    areas: list[Area]
    sorts: list[tuple[str, str]]

    def read(self, asked: Mapping[str, str]) -> Filters:
        """Return what was asked; whatever is not on offer counts as not asked (reliability N14)."""
        return Filters(
            words=asked.get("zoek", "")[:80].replace("\x00", "").strip(),
            theme=next((one for one in self.themes if one.slug == asked.get("onderwerp")), None),
            area=next((one for one in self.areas if one.slug == asked.get("plaats")), None),
            sort=next((value for value, _words in self.sorts if value == asked.get("volgorde")), "nieuw"),
        )


def choices(frame: Frame) -> Choices:
    """Return what this round offers; two queries."""
    sorts = [("nieuw", _("Nieuwste eerst"))]
    if frame.settings.support:
        sorts.append(("steun", _("Meeste steun eerst")))
    if frame.settings.comments:
        sorts.append(("besproken", _("Meeste reacties eerst")))
    return Choices(themes_of(frame.process), list(areas_with_ideas(frame.round)), sorts)


@dataclass(frozen=True, slots=True)
class Line:
    """One idea as the list shows it, all in words."""

    url: str
    title: str
    text: str
    facts: str


def support_words(shown: int) -> str:
    """Say how many support an idea; below ten only that."""
    if shown < K:
        return _("Minder dan 10 mensen steunen dit")
    return ngettext("{n} mens steunt dit", "{n} mensen steunen dit", shown).format(n=shown)


def public_ideas(round: Round) -> QuerySet[Contribution]:
    """Return the ideas of a round that anyone may read. Staff see the same list: what is hidden waits at the desk."""
    return visible(ANYONE, Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=IDEA))


def comment_counts(ideas: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many readable comments each of these ideas has; one query."""
    rows = visible(ANYONE, Contribution.objects.filter(parent_id__in=ideas, kind=COMMENT))
    return dict(rows.order_by().values_list("parent_id").annotate(number=Count("pk")))


def _narrowed(rows: QuerySet[Contribution], filters: Filters) -> QuerySet[Contribution]:
    """Apply search and filters."""
    for word in filters.words.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(place__icontains=word))
    if filters.theme is not None:
        rows = rows.filter(theme=filters.theme)
    if filters.area is not None:
        rows = rows.filter(area=filters.area)
    return rows


def idea_page(frame: Frame, filters: Filters, number: str | None) -> Page[Contribution]:
    """Return one page of the list; a page that does not exist becomes the nearest."""
    rows = _narrowed(public_ideas(frame.round), filters)
    paginator = Paginator(rows.order_by(*SORTS[filters.sort]).select_related("idea", "area", "theme"), PER_PAGE)
    return paginator.get_page(number)


def lines(frame: Frame, ideas: Sequence[Contribution]) -> list[Line]:
    """Put ideas in the words of the list; one query for all their comments."""
    counts = comment_counts([idea.pk for idea in ideas]) if frame.settings.comments and ideas else {}
    made = []
    for idea in ideas:
        said = counts.get(idea.pk, 0)
        facts = [
            place_words(idea),
            idea.theme.name if idea.theme else "",
            formats.date_format(idea.created_at, "j F"),
            support_words(shown(idea)) if frame.settings.support and shown(idea) >= K else "",
            ngettext("{n} reactie", "{n} reacties", said).format(n=said) if said else "",
        ]
        title, text = split(idea.title, idea.text)
        made.append(Line(f"{frame.base}{idea.pk}/", title, text, " · ".join(filter(None, facts))))
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


def areas_with_ideas(round: Round) -> QuerySet[Area]:
    """Return the areas to filter by: those that some readable idea is about."""
    return Area.objects.filter(pk__in=public_ideas(round).order_by().values("area_id")).only("pk", "slug", "name")


def themes_of(process: Process) -> list[Theme]:
    """Return the themes to choose from; one theme is no choice."""
    themes = list(process.themes.all())
    return themes if len(themes) > 1 else []


def places_of(process: Process) -> QuerySet[Area]:
    """Return the areas an idea may be about: those of the process and what lies in them."""
    own = process.areas.values("pk")
    return Area.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own)).only("pk", "name", "kind")


def idea_for(viewer: Viewer, round: Round, pk: UUID) -> Contribution:
    """Return one idea this viewer may see, or raise Http404."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=IDEA, pk=pk)
    found = visible(viewer, rows).select_related("idea", "area", "theme").first()
    if found is None:
        raise Http404
    return found


def supports(idea: Contribution, supporter: str) -> bool:
    """Tell whether a device supports an idea: for that device's own eyes."""
    return Support.objects.filter(tenant_id=idea.tenant_id, contribution=idea, supporter=supporter).exists()


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
    hidden: int


def comments_of(idea: Contribution, number: str | None) -> Comments:
    """Return one page of the comments on an idea, newest first; five queries at most."""
    every = Contribution.objects.filter(tenant_id=idea.tenant_id, parent=idea, kind=COMMENT)
    rows = visible(ANYONE, every)
    counts: dict[str, int] = dict(rows.order_by().values_list("idea_comment__stance").annotate(number=Count("pk")))
    pages = Paginator(range(max([0, *counts.values()])), COMMENTS_PER_SIDE)
    page = pages.get_page(number)
    first = (page.number - 1) * COMMENTS_PER_SIDE
    titles = {Stance.FOR: _("Voor"), Stance.AGAINST: _("Tegen"), Stance.NEUTRAL: _("Niet voor, niet tegen")}
    sides = []
    for stance, title in titles.items():
        count = counts.get(stance, 0)
        chosen = (
            rows.filter(idea_comment__stance=stance)
            .order_by("-created_at", "-id")
            .only("pk", "text", "created_at", "publicity", "public_name")
        )
        found = list(chosen[first : first + COMMENTS_PER_SIDE]) if count > first else []
        sides.append(Side(stance, title, count, found))
    hidden = every.filter(moderation=Moderation.HIDDEN).count() if idea.reply_count else 0
    return Comments(tuple(sides), page, sum(counts.values()), hidden)


def by_line(contribution: Contribution) -> str:
    """Say who spoke, as far as that person wants it known."""
    if contribution.publicity == Publicity.NAMED and contribution.public_name:
        return contribution.public_name
    return _("Een bewoner")


def resembling_ideas(round: Round, text: str) -> list[Contribution]:
    """Return up to three readable ideas of this round that say much the same, most alike first."""
    entries = public_ideas(round).order_by().values_list("pk", "title", "text")
    chosen = resembling(text, ((pk, f"{title} {words}") for pk, title, words in entries))
    found: dict[Any, Contribution] = public_ideas(round).select_related("idea", "area", "theme").in_bulk(list(chosen))
    return [found[pk] for pk in chosen if pk in found]


def desk_figures(round: Round) -> dict[str, Any]:
    """Return what staff see of a round: how much came in, what waits for a moderator. Three queries at most."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, withdrawn_at__isnull=True)
    figures: dict[str, Any] = rows.aggregate(
        ideas=Count("pk", filter=Q(kind=IDEA)),
        comments=Count("pk", filter=Q(kind=COMMENT)),
        waiting=Count("pk", filter=Q(moderation=Moderation.WAITING)),
        hidden=Count("pk", filter=Q(moderation=Moderation.HIDDEN)),
        placeless=Count("pk", filter=Q(kind=IDEA, area__isnull=True, place="")),
    )
    return {**figures, "frame": frame_of(round)}
