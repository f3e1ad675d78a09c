"""Reads about kaders; each function says how many queries it takes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from brink.domain.framework.instrument_fit import Fit, fit
from brink.domain.framework.models import (
    Adoption,
    Framework,
    FrameworkRole,
    InstrumentRule,
    Phase,
    RoleText,
    RuleOfThumb,
    Scale,
)
from brink.domain.framework.states import Standing, standing
from brink.domain.people.models import Body, Organ
from brink.foundation.visibility import Role, Viewer, visible

__all__ = ["Fit", "current_framework", "fitting", "newest", "versions", "whole"]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One row of the matrix."""

    phase: Phase
    cells: dict[str, RoleText]
    instruments: tuple[InstrumentRule, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a kader with the decisions by which it was adopted."""

    framework: Framework
    adoptions: tuple[Adoption, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole kader as a page shows it. `names` says how this body calls the role ("Provinciale Staten")."""

    version: Version
    rows: tuple[PhaseRow, ...]
    scales: tuple[Scale, ...]
    thumbs: tuple[RuleOfThumb, ...]
    names: dict[str, str]


def _with_adoptions(viewer: Viewer) -> QuerySet[Framework]:
    adoptions = visible(viewer, Adoption.objects.select_related("organ")).order_by("on", "organ__name")
    rows = visible(viewer, Framework.objects.select_related("tenant", "predecessor"))
    return rows.prefetch_related(Prefetch("adoptions", queryset=adoptions, to_attr="seen_adoptions"))


def _version(framework: Framework) -> Version:
    adoptions: list[Adoption] = framework.seen_adoptions  # type: ignore[attr-defined]
    return Version(framework, tuple(adoptions), standing([one.organ.role for one in adoptions]))


def versions(viewer: Viewer, body: Body | None = None) -> list[Version]:
    """Return all versions that this viewer may see, per body, newest first. Two queries."""
    rows = _with_adoptions(viewer).order_by("tenant__name", "slug", "-created_at", "-id")
    return [_version(one) for one in (rows.filter(tenant=body) if body else rows)]


def _best(found: list[Version]) -> Version | None:
    """Return the newest version that both organs adopted, or else the newest."""
    adopted = [one for one in found if one.standing is Standing.ADOPTED]
    return max(adopted or found, key=lambda one: (one.framework.created_at, one.framework.pk), default=None)


def current_framework(viewer: Viewer, body: Body) -> Framework | None:
    """Return the kader that counts for new processes of a body: adopted by both, or else the newest proposal."""
    best = _best(versions(viewer, body))
    return best.framework if best else None


def newest(viewer: Viewer) -> Framework | None:
    """Return the kader to show first: that of the province when there is one. Two queries."""
    found = versions(viewer)
    province = [one for one in found if one.framework.tenant.kind == Body.Kind.PROVINCE]
    best = _best(province or found)
    return best.framework if best else None


def find(viewer: Viewer, body: str, slug: str, version: str) -> Version | None:
    """Return one version by its address, or None. Two queries."""
    row = _with_adoptions(viewer).filter(tenant__slug=body, slug=slug, version=version).first()
    return _version(row) if row else None


def role_names(tenant_id: UUID) -> dict[str, str]:
    """Return how a body calls its council and executive. One query."""
    names = {role.value: str(role.label).capitalize() for role in FrameworkRole}
    organs = Organ.objects.filter(tenant=tenant_id, role__in=(Role.COUNCIL, Role.EXECUTIVE)).order_by("-name")
    return names | {organ.role: organ.name for organ in organs}


def whole(viewer: Viewer, version: Version) -> Matrix:
    """Return everything in one version. Six queries, however large the kader is."""
    framework = version.framework
    phases = visible(viewer, Phase.objects.filter(framework=framework)).order_by("number")
    rows = phases.prefetch_related(
        Prefetch("role_texts", queryset=visible(viewer, RoleText.objects.all())),
        Prefetch("instrument_rules", queryset=visible(viewer, InstrumentRule.objects.order_by("number"))),
    )
    return Matrix(
        version=version,
        rows=tuple(
            PhaseRow(
                phase,
                {cell.role: cell for cell in phase.role_texts.all()},
                tuple(phase.instrument_rules.all()),
            )
            for phase in rows
        ),
        scales=tuple(visible(viewer, Scale.objects.filter(framework=framework)).order_by("number")),
        thumbs=tuple(visible(viewer, RuleOfThumb.objects.filter(framework=framework)).order_by("number")),
        names=role_names(framework.tenant_id),
    )


def fitting(framework: Framework, phase: Phase, scale: Scale | None, level: str, *, mandate: bool = False) -> list[Fit]:
    """Return every instrument of the kader against a choice: those that fit first, then those of this phase.

    `level` "" and `scale` None mean not chosen yet; `mandate` says the executive gave its mandate. One query.
    """
    rules = InstrumentRule.objects.filter(tenant=framework.tenant_id, phase__framework=framework)
    fits = [fit(rule, phase, scale, level, mandate=mandate) for rule in rules.select_related("phase")]
    return sorted(fits, key=lambda one: (not one.allowed, one.rule.phase_id != phase.pk, one.rule.number))
