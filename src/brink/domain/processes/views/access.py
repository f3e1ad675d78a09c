"""Who may be at the desk, and the frame that every page of the wizard shares."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.journal.services import Actor
from brink.domain.people.desk import BrinkRequest, own, page
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.findings import Finding, Severity


def own_process(request: BrinkRequest, slug: str) -> Process:
    """Return a process of the viewer's own body, or answer that there is none: also to staff of another body."""
    rows = Process.objects.select_related("tenant", "framework", "phase", "scale", "owner", "dossier", "predecessor")
    return own(request, rows, slug=slug)


def actor(request: BrinkRequest, process: Process) -> Actor:
    """Return who acts here; raises NotAllowed for a role that only looks."""
    return actor_for(request.viewer, PROCESS_WRITE, process.tenant_id)


@dataclass(frozen=True, slots=True)
class WizardStep:
    """One step of the wizard as the page's navigation shows it."""

    number: int
    label: str
    url: str
    current: bool


STEPS = ("subject", "choose", "room", "rounds", "check")


def steps(process: Process | None, current: str) -> list[WizardStep]:
    """Return the five steps; without a process only the first can be visited."""
    labels = (
        _("Onderwerp"), _("Schaal en fase"), _("Speelruimte"), _("Rondes en momenten"), _("Controle"),
    )  # fmt: skip
    return [
        WizardStep(
            number,
            label,
            reverse(f"processes:{name}", args=[process.slug]) if process is not None else "",
            name == current,
        )
        for number, (name, label) in enumerate(zip(STEPS, labels, strict=True), start=1)
    ]


def wizard(
    request: BrinkRequest, template: str, process: Process | None, current: str, context: dict[str, Any], *sent: Any
) -> HttpResponse:
    """Render a page of the wizard with the status that its forms call for."""
    frame = {"process": process, "steps": steps(process, current), "current_step": current}
    return page(request, template, {**frame, **context}, *sent)


_PAGES = {"onderwerp": "subject", "keuze": "choose", "speelruimte": "room", "rondes": "rounds", "controle": "check"}


@dataclass(frozen=True, slots=True)
class Missing:
    """A finding as a line of the checklist: what, who can mend it, and where."""

    message: str
    mender: str
    url: str
    blocks: bool


def mender_name(mender: str) -> str:
    """Say who can mend a finding."""
    names = {
        "officer": _("een medewerker"),
        "clerk": _("de griffie"),
        "council": _("de volksvertegenwoordiging"),
        "executive": _("het bestuur"),
        "moderator": _("een moderator"),
    }
    return names.get(mender, _("een medewerker"))


def checklist_rows(process: Process, found: list[Finding]) -> list[Missing]:
    """Turn findings into lines with addresses; what blocks comes first."""
    made = []
    for one in found:
        step, _hash, field = one.where.partition("#")
        url = one.where
        if not one.where.startswith("/"):
            url = reverse(f"processes:{_PAGES.get(step, 'check')}", args=[process.slug]) + (
                f"#{field}" if field else ""
            )
        made.append(Missing(one.message, mender_name(one.mender), url, one.weight is Severity.BLOCKS))
    return sorted(made, key=lambda line: not line.blocks)
