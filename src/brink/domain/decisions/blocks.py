"""What decisions show on the page of a question: what was decided, and why."""

from django.db.models import Count, Exists, F, OuterRef, Q, Sum, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.decisions.models import ChosenTheme, Decision, Erratum
from brink.domain.decisions.position_queries import positions, positions_by
from brink.domain.decisions.presenter import Shown, shown
from brink.domain.decisions.publication_checks import Breadth
from brink.domain.decisions.queries import corrections
from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.processes.models import Process
from brink.domain.processes.points import ProcessPage, Stop
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer, visible


def _decisions(process: Process, viewer: Viewer) -> list[Shown]:
    """Return the published decisions with what the story tells of them: three queries, a fourth once one was corrected.

    None before the decision.
    """
    if process.decided_at is None:
        return []
    counted = Decision.objects.annotate(
        votes_for=Sum("votes__in_favour"),
        votes_against=Sum("votes__against"),
        groups=Count("votes"),
        groups_for=Count("votes", filter=Q(votes__in_favour__gt=F("votes__against"))),
        corrected=Exists(Erratum.objects.filter(decision=OuterRef("pk"), published_at__isnull=False)),
    )
    rows = counted.select_related("organ", "minority", "advice").prefetch_related("options", "lines")
    rows = visible(viewer, rows).filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    found = list(rows.order_by("on"))
    prefetch_related_objects([one for one in found if one.corrected], corrections())
    return [
        shown(one, Breadth(one.votes_for, one.votes_against, one.groups_for, one.groups) if one.groups else None)
        for one in found
    ]


def decided(page: ProcessPage) -> Stop | None:
    """Return the published decisions of a question, or who will decide and when; a standing question has none."""
    if page.process.standing:
        return None
    found = _decisions(page.process, page.viewer)
    context = {"process": page.process, "room": page.room, "decisions": found}
    return Stop(
        anchor="besloten",
        title=_("Dit is besloten, en waarom"),
        walked=bool(found),
        panel=Panel("decisions/block_decided.html", context),
    )


def standpoints(page: ProcessPage) -> Stop | None:
    """Return where fracties and people with a seat stand on a question, once anybody said so. One query.

    None after the decision: from then on it stands there, beside who voted what.
    """
    over = page.process.standing or page.process.decided_at is not None
    found = [] if over else positions(page.viewer, page.process)
    if not found:
        return None
    panel = Panel("decisions/positions.html", {"positions": found})
    return Stop(anchor="standpunten", title=_("Wat fracties en bestuurders hiervan vinden"), walked=True, panel=panel)


def positions_of(elected: CouncilGroup | Person, viewer: Viewer) -> Panel | None:
    """Return where one fractie or person stands, for their public page. One query."""
    found = positions_by(viewer, tenant_id=elected.tenant_id, **_whose(elected))
    context = {"positions": found, "about": True, "heading": _("Standpunten")}
    return Panel("decisions/positions.html", context) if found else None


def themes_of(elected: CouncilGroup | Person, viewer: Viewer) -> Panel | None:
    """Return the themes of one fractie or person, for their public page. One query."""
    rows = visible(viewer, ChosenTheme.objects.filter(tenant_id=elected.tenant_id, **_whose(elected)))
    chosen = list(rows.select_related("theme").order_by("theme__name", "id"))
    return Panel("decisions/chosen_themes.html", {"chosen": chosen}) if chosen else None


def themes_part(group: CouncilGroup) -> BodyPart:
    """Return how the themes of a fractie stand, for its page at the desk. One query."""
    names = list(group.themes.order_by("theme__name").values_list("theme__name", flat=True))
    says = ", ".join(names) if names else _("nog niet gekozen")
    return BodyPart(_("Thema's"), says, reverse("decisions:group_themes", args=[group.pk]), not names)


def _whose(elected: CouncilGroup | Person) -> dict[str, CouncilGroup | Person]:
    return {"group" if isinstance(elected, CouncilGroup) else "person": elected}
