"""Pages for residents: what the assembly is, signing up, the draw on a big screen with its record, and the advice."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.processes.instrument import registry
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.assembly.forms import SignUpForm
from brink.instruments.assembly.models import Draw, RecordFile
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.queries import (
    as_percent,
    points_of,
    sittings_of,
    standing,
    tallies_of,
)
from brink.instruments.assembly.round_settings import KEY
from brink.instruments.assembly.services import signing_up
from brink.instruments.assembly.services.undrawn import destroy_on
from brink.methods.files.writing import csv_text
from brink.ui.components import Column, Row, Table

ZIP, CSV = "application/zip", "text/csv; charset=utf-8"


def area_of(page: RoundPage) -> str:
    """Return for whom the question is: the area of the body."""
    area = page.process.tenant.area
    return area.name if area is not None else page.process.tenant.name


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Tell what the assembly is, who asked for it and with which promise, and where it stands."""
    now = standing(page.round)
    undrawn, everybody = destroy_on(page.round, now.draw)
    context = {
        **told_of(now), "targets": targets_of(page.round), "sittings": sittings_of(page.round),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
        "promise": page.promise(str(registry[KEY].card.promise)), "undrawn_on": undrawn, "destroyed_on": everybody,
    }  # fmt: skip
    return page.render("assembly/start.html", context, own=False)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def sign_up(page: RoundPage) -> HttpResponse:
    """Ask three questions, the quotas and how to reach somebody; take it in with a receipt."""
    now = standing(page.round)
    if page.request.method != "POST" and not signing_up.signup_open(page.round):
        return page.render("assembly/shut.html", told_of(now))
    form = SignUpForm(
        page.request.POST or None, settings=now.settings, targets=targets_of(page.round), area=area_of(page),
        initial={"code": page.request.GET.get("brief", "")[:120]},
    )  # fmt: skip
    taken = gave(page, form, lambda data: signing_up.sign_up(round=page.round, said=form.said, key=data["key"]))
    if taken is not None:
        return taken
    context = {
        **told_of(now), "form": form, "paper_url": page_url("paper", page.process.slug, page.round.slug),
        "promise": page.promise(str(registry[KEY].card.promise)),
    }  # fmt: skip
    return page.render("assembly/signup.html", context, status_of(form))


def _files(draw: Draw) -> dict[str, str]:
    rows = visible(ANYONE, RecordFile.objects.filter(tenant_id=draw.tenant_id, draw=draw))
    return {one.name: one.content for one in rows.order_by("name")}


def shown_draw(files: dict[str, str]) -> dict[str, Any]:
    """Return what the big screen shows of a record: numbers alone, the mirror of the quotas, and the chances."""
    pool = json.loads(files["pool.json"])["members"]
    quotas, result = json.loads(files["quotas.json"]), json.loads(files["result.json"])
    panels = json.loads(files["panels.json"])["panels"]
    stood = [0] * len(pool)
    for panel in panels:
        for place in panel:
            stood[place] += 1
    shares = sorted(one / len(panels) for one in stood if one)
    found: dict[str, Any] = {
        "least": as_percent(shares[0]), "middle": as_percent(shares[len(shares) // 2]), "files": sorted(files),
        "left_out": len(result["uncoverable"]), "tickets": len(panels),
    }  # fmt: skip
    if "transcript.json" in files:
        told = json.loads(files["transcript.json"])
        places = panels[told["ticket"]]
        found |= {
            "numbers": [place + 1 for place in places], "randomness": told["randomness"], "ticket": told["ticket"],
            "mirror": _mirror(quotas, pool, places),
        }  # fmt: skip
    replaced = sorted(name for name in files if name.startswith("replacement-"))
    found["replaced"] = [_stepped_in(json.loads(files[name]), pool) for name in replaced]
    return found


def _stepped_in(told: dict[str, Any], pool: list[Any]) -> dict[str, Any]:
    """Return who fell out and who stepped in, as numbers, with the reason."""
    at = {name: place + 1 for place, (name, _features, _home) in enumerate(pool)}
    added = told["options"][told["ticket"]]
    return {
        "out": [at[one] for one in told["without"]], "added": sorted(at[one] for one in added),
        "reason": told["reason"],
    }  # fmt: skip


def _mirror(quotas: dict[str, Any], pool: list[Any], places: list[int]) -> Table:
    """Return the quotas beside who was drawn: the same figures in picture and table."""
    rows = []
    for category, feature, least, most in quotas["quotas"]:
        at = quotas["categories"].index(category)
        drawn = sum(pool[place][1][at] == feature for place in places)
        have = sum(features[at] == feature for _name, features, _home in pool)
        wanted = str(least) if least == most else _("%(least)s tot en met %(most)s") % {"least": least, "most": most}
        rows.append(Row(f"{category}: {feature}", (wanted, str(drawn), str(have))))
    return Table(
        caption=_("Lijkt de groep op het doel?"),
        columns=(
            Column(_("Groep")), Column(_("Doel"), numeric=True), Column(_("Geloot"), numeric=True),
            Column(_("Aangemeld"), numeric=True),
        ),
        rows=tuple(rows),
    )  # fmt: skip


@require_safe
@round_page(KEY)
def draw(page: RoundPage) -> HttpResponse:
    """Show the draw as it goes, for a big screen: what is firm, what is awaited, the numbers, and how to check it."""
    now = standing(page.round)
    files = _files(now.draw) if now.draw is not None and now.draw.committed_at is not None else {}
    context = {
        **told_of(now), "draw": now.draw, "shown": shown_draw(files) if files else None,
        "heard": now.draw.heard.count() if now.draw is not None else 0,
        "heard_at": _heard_at(now.draw), "command": "brink verify dossier",
        "record_url": page.address("record"), "categories_url": page.address("categories"),
        "waits": now.draw is not None and now.draw.held_at is None,
    }  # fmt: skip
    return page.render("assembly/draw.html", context, own=False)


def _heard_at(draw: Draw | None) -> datetime | None:
    """Return when chance spoke, once two people said so."""
    if draw is None or draw.held_at is None:
        return None
    return draw.heard.order_by("heard_at").values_list("heard_at", flat=True).first()


@require_safe
@round_page(KEY)
def record(page: RoundPage) -> HttpResponse:
    """Give the record as it is, byte for byte, in one folder: what a stranger checks."""
    now = standing(page.round)
    files = _files(now.draw) if now.draw is not None and now.draw.committed_at is not None else {}
    if not files:
        raise Http404
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(f"dossier/{name}", (2000, 1, 1, 0, 0, 0)), content.encode())
    response = HttpResponse(made.getvalue(), content_type=ZIP)
    response["Content-Disposition"] = 'attachment; filename="dossier.zip"'
    return response


@require_safe
@round_page(KEY)
def categories(page: RoundPage) -> HttpResponse:
    """Give the quotas in the format of the field."""
    targets = targets_of(page.round)
    if not targets:
        raise Http404
    rows = [(one.category, one.feature, one.least, one.most) for one in targets]
    response = HttpResponse(csv_text(("category", "feature", "min", "max"), rows), content_type=CSV)
    response["Content-Disposition"] = 'attachment; filename="categories.csv"'
    return response


@may_be_kept
@require_safe
@round_page(KEY)
def advice(page: RoundPage) -> HttpResponse:
    """Show the advice with its votes, and what each organ said of each point; what is late stands in view."""
    now = standing(page.round)
    points = points_of(page.round) if now.offered else []
    tallies = tallies_of(points)
    context = {
        **told_of(now), "points": points, "tallies": tallies, "late": sum(one.late for one in tallies),
        "table": _table(tallies),
    }  # fmt: skip
    return page.render("assembly/advice.html", context, own=False)


def _table(tallies: Any) -> Table | None:
    if not tallies:
        return None
    names = [name for name, _count in tallies[0].counts]
    return Table(
        caption=_("Antwoorden per opdrachtgever"),
        columns=(
            Column(_("Opdrachtgever")), *(Column(name, numeric=True) for name in names),
            Column(_("nog open"), numeric=True), Column(_("te laat"), numeric=True),
        ),
        rows=tuple(
            Row(one.commission.organ.name, (*(str(n) for _name, n in one.counts), str(one.open), str(one.late)))
            for one in tallies
        ),
    )  # fmt: skip
