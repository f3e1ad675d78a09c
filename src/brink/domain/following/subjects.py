"""What can be followed: a place, a theme or a question; how it is called, where it stands, who holds the address."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors, with_parents
from brink.domain.processes.models import Process, Theme
from brink.foundation.addresses import page_url
from brink.foundation.errors import BadInput
from brink.foundation.visibility import ANYONE, visible

# How each kind stands in an address.
PLACE, THEME, QUESTION = "plek", "thema", "vraag"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be followed; exactly one of the three is there."""

    area: Area | None = None
    theme: Theme | None = None
    process: Process | None = None

    @property
    def kind(self) -> str:
        """Return the kind as it stands in an address."""
        return PLACE if self.area else THEME if self.theme else QUESTION

    @property
    def slug(self) -> str:
        """Return the slug of the thing itself."""
        found = self.area or self.theme or self.process
        return found.slug if found else ""

    @property
    def name(self) -> str:
        """Return what it is called."""
        if self.process is not None:
            return self.process.title
        return str(self.area or self.theme)

    @property
    def address(self) -> str:
        """Return its own page."""
        return page_url("area" if self.area else "theme" if self.theme else "process", self.slug)


def find(kind: str, slug: str) -> Subject | None:
    """Return what anybody may follow under this address, or None; two queries at most."""
    if kind == PLACE:
        area = with_parents().filter(slug=slug).first()
        return Subject(area=area) if area else None
    if kind == THEME:
        theme = Theme.objects.filter(slug=slug).first()
        return Subject(theme=theme) if theme else None
    rows = visible(ANYONE, Process.objects.select_related("tenant").filter(slug=slug)) if kind == QUESTION else None
    process = rows.first() if rows is not None else None
    return Subject(process=process) if process else None


def holder(subject: Subject) -> Body:
    """Return the body that mails about this and holds the address: of a place the nearest government that takes part.

    Of a theme, which all bodies share, the body with which the site began. Raises BadInput for a place of no body.
    """
    if subject.process is not None:
        return subject.process.tenant
    if subject.theme is not None:
        first = Body.objects.order_by("id").first()
    else:
        assert subject.area is not None
        order = {one.pk: place for place, one in enumerate(reversed(ancestors(subject.area)))}
        found = Body.objects.filter(area__in=order).order_by("id")
        first = min(found, key=lambda one: order[one.area_id], default=None) if order else None  # type: ignore[index]
    if first is None:
        raise BadInput(_("Deze plek hoort bij geen gemeente of provincie op deze site. Kies een andere plek."))
    return first
