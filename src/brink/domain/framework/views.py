"""The pages of the kader: the matrix with three entrances, one phase in full, and all versions."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.framework import queries
from brink.domain.framework.entrances import ENTRANCES, Entrance, entrance, headings, ordered
from brink.domain.framework.instrument_fit import promise_of
from brink.domain.framework.levels import PROMISES, Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.framework.queries import Matrix, PhaseRow
from brink.domain.framework.rule_checks import CHECKS
from brink.foundation.requests import BrinkRequest


def _row(row: PhaseRow, chosen: Entrance, matrix: Matrix) -> dict[str, Any]:
    """Return one phase as the templates show it."""
    return {
        "phase": row.phase,
        "cells": [
            (role, title, row.cells[role]) for role, title in headings(chosen, matrix.names) if role in row.cells
        ],
        "instruments": ordered(chosen, row.instruments),
    }


def _frame(request: BrinkRequest, matrix: Matrix) -> dict[str, Any]:
    """Return what every page of one version shows."""
    chosen = entrance(request.GET.get("rol", ""))
    framework = matrix.version.framework
    return {
        "matrix": matrix,
        "framework": framework,
        "version": matrix.version,
        "chosen": chosen,
        "entrances": ENTRANCES,
        "headings": headings(chosen, matrix.names),
        "address": (framework.tenant.slug, framework.slug, framework.version),
    }


def _show(request: BrinkRequest, version: queries.Version) -> HttpResponse:
    matrix = queries.whole(request.viewer, version)
    frame = _frame(request, matrix)
    context = {
        **frame,
        "rows": [_row(row, frame["chosen"], matrix) for row in matrix.rows],
        "thumbs": [(thumb, CHECKS.get(thumb.check_key, "")) for thumb in matrix.thumbs],
        "levels": [(level.label, PROMISES[level]) for level in Level],
    }
    return render(request, "framework/matrix.html", context)


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show the kader that counts here, or say that there is none yet."""
    newest = queries.newest(request.viewer)
    if newest is None:
        return render(request, "framework/none.html")
    version = queries.find(request.viewer, newest.tenant.slug, newest.slug, newest.version)
    if version is None:
        raise Http404
    return _show(request, version)


@require_safe
def show(request: BrinkRequest, body: str, slug: str, version: str) -> HttpResponse:
    """Show one version."""
    found = queries.find(request.viewer, body, slug, version)
    if found is None:
        raise Http404
    return _show(request, found)


@require_safe
def phase(request: BrinkRequest, body: str, slug: str, version: str, key: str) -> HttpResponse:
    """Show one phase in full: each cell with its origin, each instrument explained."""
    found = queries.find(request.viewer, body, slug, version)
    if found is None:
        raise Http404
    matrix = queries.whole(request.viewer, found)
    keys = [row.phase.key for row in matrix.rows]
    if key not in keys:
        raise Http404
    place = keys.index(key)
    frame = _frame(request, matrix)
    row = _row(matrix.rows[place], frame["chosen"], matrix)
    openness = InstrumentRule.Kind.TRANSPARENCY
    scales = {
        rule.pk: [scale.name for scale in matrix.scales if rule.name in scale.fitting] for rule in row["instruments"]
    }
    context = {
        **frame,
        "row": row,
        "groups": [
            [
                (rule, promise_of(rule), scales[rule.pk])
                for rule in row["instruments"]
                if (rule.kind == openness) is kind
            ]
            for kind in (False, True)
        ],
        "all_scales": len(matrix.scales),
        "before": matrix.rows[place - 1].phase if place else None,
        "after": matrix.rows[place + 1].phase if place + 1 < len(keys) else None,
    }
    return render(request, "framework/phase.html", context)


@require_safe
def versions(request: BrinkRequest) -> HttpResponse:
    """Show all versions of all bodies, with who adopted them and what they follow."""
    return render(request, "framework/versions.html", {"versions": queries.versions(request.viewer)})
