"""What can be followed: a place, a theme, a theme in a place, a question; its name, its page, who holds the address."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors, search, with_parents
from brink.domain.processes.models import Process, Theme
from brink.foundation.addresses import page_url
from brink.foundation.errors import BadInput
from brink.foundation.visibility import ANYONE, visible

# How each kind stands in an address.
PLACE, THEME, BOTH, QUESTION = "plek", "thema", "thema-in-plek", "vraag"
# Between the two slugs of a theme in a place: no slug of either has it.
BETWEEN = "__"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be followed: a question, or a place, a theme, or the two together."""

    area: Area | None = None
    theme: Theme | None = None
    process: Process | None = None

    @property
    def kind(self) -> str:
        """Return the kind as it stands in an address."""
        if self.area and self.theme:
            return BOTH
        return PLACE if self.area else THEME if self.theme else QUESTION

    @property
    def slug(self) -> str:
        """Return the slug of the thing itself; of a theme in a place both."""
        if self.area and self.theme:
            return f"{self.area.slug}{BETWEEN}{self.theme.slug}"
        found = self.area or self.theme or self.process
        return found.slug if found else ""

    @property
    def name(self) -> str:
        """Return what it is called."""
        if self.process is not None:
            return self.process.title
        if self.area and self.theme:
            return _("%(theme)s in %(place)s") % {"theme": self.theme, "place": self.area}
        return str(self.area or self.theme)

    @property
    def address(self) -> str:
        """Return its own page."""
        if self.area:
            return page_url("area", self.area.slug)
        return page_url("theme" if self.theme else "process", self.slug)


def find(kind: str, slug: str) -> Subject | None:
    """Return what anybody may follow under this address, or None; two queries at most."""
    if kind == PLACE:
        area = with_parents().filter(slug=slug).first()
        return Subject(area=area) if area else None
    if kind == BOTH:
        place, _between, subject = slug.partition(BETWEEN)
        area, theme = with_parents().filter(slug=place).first(), Theme.objects.filter(slug=subject).first()
        return Subject(area=area, theme=theme) if area and theme else None
    if kind == THEME:
        theme = Theme.objects.filter(slug=slug).first()
        return Subject(theme=theme) if theme else None
    rows = visible(ANYONE, Process.objects.select_related("tenant").filter(slug=slug)) if kind == QUESTION else None
    process = rows.first() if rows is not None else None
    return Subject(process=process) if process else None


def narrower(subject: Subject) -> list[Subject]:
    """Return each theme in this place, for whoever wants less mail; nothing for what is narrow already. One query."""
    if subject.area is None or subject.theme is not None:
        return []
    return [Subject(area=subject.area, theme=theme) for theme in Theme.objects.order_by("name")]


def in_place(subject: Subject, place: str) -> Subject | None:
    """Return this theme in the place that somebody typed, by name or postcode; None when we know no such place."""
    areas = search(place, limit=1)
    return Subject(area=areas[0], theme=subject.theme) if areas else None


def holder(subject: Subject) -> Body:
    """Return the body that mails about this and holds the address: of a place the nearest government that takes part.

    Of a theme anywhere, which all bodies share, the body with which the site began. BadInput for a place of none.
    """
    if subject.process is not None:
        return subject.process.tenant
    if subject.area is None:
        first = Body.objects.order_by("id").first()
    else:
        order = {one.pk: place for place, one in enumerate(reversed(ancestors(subject.area)))}
        found = Body.objects.filter(area__in=order).order_by("id")
        first = min(found, key=lambda one: order[one.area_id], default=None) if order else None  # type: ignore[index]
    if first is None:
        raise BadInput(_("Deze plek hoort bij geen gemeente of provincie op deze site. Kies een andere plek."))
    return first
