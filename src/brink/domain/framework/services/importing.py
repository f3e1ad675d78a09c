"""Importing one version of a kader. It never changes afterwards: another text is another version."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.framework.coherence_findings import coherence
from brink.domain.framework.kader_file import LARGEST, read
from brink.domain.framework.kader_records import Plan
from brink.domain.framework.models import Framework, InstrumentRule, Phase, RoleText, RuleOfThumb, Scale
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.findings import blocking


def _read_file(path: Path) -> str:
    if not path.is_file():
        raise BadInput(_("Het bestand %(file)s is er niet. Kijk of de naam klopt.") % {"file": path.name})
    if path.stat().st_size > 4 * LARGEST:
        raise BadInput(_("Dit kader is groter dan 1 MB. Maak het kleiner."))
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("In %(file)s staan tekens die geen UTF-8 zijn. Sla het bestand op als UTF-8.")
        raise BadInput(message % {"file": path.name}) from error


def _predecessor(plan: Plan, tenant: Body) -> Framework | None:
    """Return the version that this one follows; later versions must name it."""
    versions = {one.version: one for one in Framework.objects.filter(tenant=tenant, slug=plan.slug)}
    if plan.predecessor:
        if plan.predecessor not in versions:
            message = _("Voorganger ‘%(version)s’ is niet ingelezen. Lees die eerst in, of haal de regel weg.")
            raise BadInput(message % {"version": plan.predecessor}, field="voorganger")
        return versions[plan.predecessor]
    if versions:
        message = _("Er is al een versie van dit kader: %(versions)s. Zet erbij welke de voorganger is.")
        raise BadInput(message % {"versions": ", ".join(sorted(versions))}, field="voorganger")
    return None


def _keep_phases(plan: Plan, framework: Framework, common: dict[str, Any]) -> None:
    """Store phases with their cells and instruments."""
    phases = {
        one.key: Phase(
            **common, framework=framework, key=one.key, number=number, name=one.name, purpose=one.purpose,
            origin=one.origin,
        )
        for number, one in enumerate(plan.phases)
    }  # fmt: skip
    Phase.objects.bulk_create(phases.values())
    RoleText.objects.bulk_create(
        RoleText(**common, phase=phases[one.phase], role=one.role, text=one.text, origin=one.origin)
        for one in plan.cells
    )
    InstrumentRule.objects.bulk_create(
        InstrumentRule(
            **common, phase=phases[one.phase], number=number, starter=one.starter, roles=list(one.roles), name=one.name,
            explanation=one.explanation, instrument=one.instrument, kind=one.kind, max_level=one.level, rule=one.rule,
            needs_mandate=one.needs_mandate, origin=one.origin,
        )
        for number, one in enumerate(plan.instruments, start=1)
    )  # fmt: skip


@act("framework.imported", Framework, on="tenant")
def keep_framework(*, tenant: Body, plan: Plan, actor: Actor, key: str | None = None) -> Done[Framework]:
    """Store a whole kader that was read and found coherent, in a handful of queries."""
    if Framework.objects.filter(tenant=tenant, slug=plan.slug, version=plan.version).exists():
        message = _(
            "Versie %(version)s van dit kader is al ingelezen en verandert niet meer. Kies een nieuw versienummer."
        )
        raise BadInput(message % {"version": plan.version}, field="versie")
    common: dict[str, Any] = {"tenant": tenant, "created_at": clock.now()}
    framework = Framework.objects.create(
        **common, slug=plan.slug, version=plan.version, title=plan.title, summary=plan.summary,
        proposal=plan.proposal, predecessor=_predecessor(plan, tenant), checksum=plan.checksum,
        questions=list(plan.questions),
    )  # fmt: skip
    _keep_phases(plan, framework, common)
    # An instrument without scales fits every scale.
    Scale.objects.bulk_create(
        Scale(
            **common, framework=framework, key=one.key, number=number, name=one.name, table=one.table, talk=one.talk,
            method=one.method, result=one.result, origin=one.origin,
            fitting=[rule.name for rule in plan.instruments if not rule.scales or one.key in rule.scales],
        )
        for number, one in enumerate(plan.scales, start=1)
    )  # fmt: skip
    RuleOfThumb.objects.bulk_create(
        RuleOfThumb(**common, framework=framework, number=number, text=one.text, check_key=one.check, origin=one.origin)
        for number, one in enumerate(plan.thumbs, start=1)
    )
    return Done(framework, {"slug": plan.slug, "version": plan.version, "checksum": plan.checksum}, public=True)


def import_framework(
    *,
    tenant: Body,
    actor: Actor,
    text: str = "",
    path: Path | None = None,
    instruments: Collection[str] | None = None,
) -> Framework:
    """Read one version of a kader for a body, from `text` or from a file, and return it.

    The same text again gives the version that stands there. `instruments` are the keys of the instruments on this
    node, to find slips in them. Raises BadInput with one sentence that names line and cell; nothing is stored then.
    """
    plan = read(_read_file(path) if path else text)
    hard = blocking(coherence(plan, instruments))
    if hard:
        raise BadInput(hard[0].message)
    existing = Framework.objects.filter(tenant=tenant, slug=plan.slug, version=plan.version).first()
    if existing is not None and existing.checksum == plan.checksum:
        return existing
    return keep_framework(tenant=tenant, plan=plan, actor=actor)
