"""A decision of the council waits until it names every proposal that lies before it."""

from django.urls import reverse
from django.utils.translation import ngettext

from brink.domain.decisions.models import Decision
from brink.domain.processes.models import Round
from brink.foundation.findings import Finding
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer
from brink.instruments.dialogue_groups.models import Naming
from brink.instruments.dialogue_groups.queries import to_be_named
from brink.instruments.dialogue_groups.round_settings import KEY


def rounds_before(decision: Decision) -> list[Round]:
    """Return the rounds of groups about which this decision may be: closed, and framed by its organ. One query."""
    rows = Round.objects.filter(tenant=decision.tenant_id, process=decision.process_id, instrument=KEY)
    found = rows.filter(closed_at__isnull=False, groups_frame__organ=decision.organ_id)
    return list(found.select_related("process").order_by("number"))


def not_named(decision: Decision) -> list[Finding]:
    """Say how many proposals a decision of the council does not name yet."""
    left = 0
    for round in rounds_before(decision):
        waiting = {one.pk for one in to_be_named(round, decision)}
        named = Naming.objects.filter(decision=decision, proposal__in=waiting).values_list("proposal", flat=True)
        left += len(waiting - set(named))
    if not left:
        return []
    said = ngettext(
        "Noem elk voorstel van de dialooggroepen. Er is %(n)s voorstel nog niet genoemd.",
        "Noem elk voorstel van de dialooggroepen. Er zijn %(n)s voorstellen nog niet genoemd.", left,
    )  # fmt: skip
    return [Finding("groups.not_named", said % {"n": left}, where="dialooggroepen")]


def naming_work(decision: Decision, viewer: Viewer) -> Panel | None:
    """Lead from the record of a decision to the page where its proposals are named."""
    rounds = rounds_before(decision)
    if not rounds:
        return None
    links = [
        (one.title, reverse("dialogue_groups:desk_name", kwargs={"process": one.process.slug, "round": one.slug,
                                                          "pk": decision.pk}))
        for one in rounds
    ]  # fmt: skip
    return Panel("dialogue_groups/decision_work.html", {"links": links, "open": decision.published_at is None})


def named(decision: Decision, viewer: Viewer) -> Panel | None:
    """Show on the page of a decision what it says of each proposal."""
    rows = Naming.objects.filter(tenant=decision.tenant_id, decision=decision, decision__published_at__isnull=False)
    found = list(rows.select_related("proposal__group", "proposal__round__process", "breach").order_by(
        "proposal__round", "proposal__number"
    ))  # fmt: skip
    return Panel("dialogue_groups/decision_block.html", {"namings": found}) if found else None
