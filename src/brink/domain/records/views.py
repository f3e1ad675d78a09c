"""The pages of a register: list, page and feeds for everybody; list, small forms and acts for its desk.

Each function makes the view of one card; `urls` mounts them under the segment of the card.
"""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.people.desk import act, done, found, login_first, member, own, own_body, page, page_of, token_of
from brink.domain.people.queries import actor_for
from brink.domain.people.who_may import not_yours
from brink.domain.records import feeds, link_page, queries
from brink.domain.records.card import Making, RecordAct, RecordCard, card_of
from brink.domain.records.foreseen import foreseen
from brink.domain.records.forms import RecordForm
from brink.domain.records.models import Record
from brink.domain.records.permissions import RECORD_LINK
from brink.domain.records.showing import Line, address, days, line, owner
from brink.foundation import spreadsheets
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.ui.components import Fact

PER_PAGE, LONGEST = 20, 80


class RegisterViews:
    """The views of one register. `card` is all they know of it."""

    def __init__(self, card: RecordCard) -> None:
        self.card = card

    def index(self, request: BrinkRequest) -> HttpResponse:
        """List what everybody may read, to search and to narrow; what is late can be asked for."""
        viewer = request.viewer
        chosen = {name: request.GET.get(name, "").strip()[:LONGEST] for name in queries.FILTERS}
        rows = queries.listed(self.card, viewer, chosen).filter(published_at__isnull=False)
        if kind := spreadsheets.asked(request):
            return spreadsheets.file(feeds.sheet(self.card, rows), kind)
        shown = page_of(request, rows, PER_PAGE)
        late = visible(viewer, Record.objects.filter(queries.late(self.card), published_at__isnull=False))
        context = {
            "card": self.card, "page": shown, "lines": [line(self.card, one) for one in shown], "chosen": chosen,
            "narrowed": any(chosen.values()), "choices": queries.choices(self.card, viewer),
            "late": late.count(), "late_key": queries.LATE, "feed": reverse(f"{self.card.key}:feed"),
            "table": reverse(f"{self.card.key}:table"),
        }  # fmt: skip
        return page(request, "records/list.html", context)

    def page(self, request: BrinkRequest, slug: str) -> HttpResponse:
        """Show one record: what it is, how it stands, what it is tied to; the desk's buttons for its desk."""
        viewer = request.viewer
        row = queries.detail_of(self.card, found(queries.listed(self.card, viewer), slug=slug))
        record = row.record
        facts = [Fact(_("Stand"), capfirst(str(self.card.stage_of(record.stage).label))), *days(self.card, record)]
        facts += [*owner(record), *(replace(one, content=True) for one in self.card.facts(row))]
        tied = [(card_of(other), other, link.reason) for link, other in queries.linked(viewer, record)]
        context = {
            "card": self.card, "record": record, "row": row, "line": line(self.card, record), "facts": facts,
            "links": [(line(card, other), reason) for card, other, reason in tied],
            "acts": self._offered(row, viewer), "links_url": self._links_url(record, viewer),
            "gathered": self._gathered(record, viewer), **self.card.more(row, request), **record.tenant.heading(),
        }  # fmt: skip
        return page(request, "records/page.html", context)

    def _offered(self, row: Any, viewer: Viewer) -> list[tuple[RecordAct, str]]:
        """Return the acts that fit the stage and that this viewer may do, with their addresses."""
        record = row.record
        return [
            (act, reverse(f"{self.card.key}:act", args=[record.slug, act.key]))
            for act in self.card.acts
            if record.stage in act.stages and act.fits(row) and can(viewer, act.action, record.tenant_id)
        ]

    def _gathered(self, record: Record, viewer: Viewer) -> Line | None:
        found = queries.gathered_on(viewer, record)
        return line(card_of(found), found, places=False) if found is not None else None

    def _links_url(self, record: Record, viewer: Viewer) -> str:
        may = can(viewer, RECORD_LINK, record.tenant_id)
        return reverse(f"{self.card.key}:links", args=[record.slug]) if may else ""

    def feed(self, request: BrinkRequest) -> HttpResponse:
        """Give what became public as Atom, also to staff: a reader keeps what it fetches."""
        body = request.GET.get("overheid", "").strip()[:LONGEST]
        return HttpResponse(feeds.atom(self.card, body), content_type="application/atom+xml; charset=utf-8")

    def table(self, request: BrinkRequest) -> HttpResponse:
        """Give everything that is public as one table."""
        rows = queries.listed(self.card, ANYONE).order_by("tenant__slug", "number")
        text = feeds.as_csv(feeds.table(self.card, rows))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.card.segment}.csv"'
        return response

    def desk(self, request: BrinkRequest) -> HttpResponse:
        """List the records of one's own bodies for the desk: what is not ended first, what is due first in front."""
        viewer, making = member(request), self.card.making
        every = queries.desk_rows(self.card, viewer)
        if kind := spreadsheets.asked(request):
            return spreadsheets.file(feeds.sheet(self.card, every), kind)
        rows = page_of(request, every, PER_PAGE)
        context = {
            "card": self.card, "page": rows, "lines": [(line(self.card, one), one) for one in rows],
            "new": reverse(f"{self.card.key}:new") if making and viewer.tenants(making.action.roles) else "",
        }  # fmt: skip
        return page(request, "records/desk.html", context)

    def new(self, request: BrinkRequest) -> HttpResponse:
        """Make a record for one's own body."""
        making = self.card.making
        if making is None:
            raise Http404
        body = own_body(request, DESK)
        form = making.form(request.POST or None, request.FILES or None)
        form.offer(body)
        acted = act(request, form, lambda: making.service(
            tenant=body, **form.asked(), actor=actor_for(request.viewer, making.action, body.pk), key=form.act_key
        ), may=lambda: actor_for(request.viewer, making.action, body.pk), foresee=foreseen(making, True))  # fmt: skip
        if acted:
            return done(request, address(self.card, acted.result.record), making.said)
        if request.method != "POST" and not can(request.viewer, making.action, body.pk):
            return not_yours(request, making.action)
        return self._form(request, form, making, back=reverse(f"{self.card.key}:desk"), body=body)

    def act(self, request: BrinkRequest, slug: str, name: str) -> HttpResponse:
        """Do one act on one record of one's own body."""
        chosen = self.card.act_of(name)
        row = queries.detail_of(self.card, own(request, queries.listed(self.card, request.viewer), slug=slug))
        if chosen is None:
            raise Http404
        stored = chosen.stored(row) if chosen.stored else {}
        version = token_of(row) if stored else ""
        form = chosen.form(request.POST or None, request.FILES or None, initial=stored, version=version)
        form.offer(row.tenant)
        back = address(self.card, row.record)

        def do() -> Any:
            seen = {"seen": form.version_seen(row)} if stored else {}
            who = actor_for(request.viewer, chosen.action, row.tenant_id)
            return chosen.service(row=row, **form.asked(), actor=who, key=form.act_key, **seen)

        def may() -> Any:
            return actor_for(request.viewer, chosen.action, row.tenant_id)

        told = foreseen(chosen, row.record.is_open)
        if act(request, form, do, may=may if told else None, foresee=told):
            return done(request, back, chosen.said)
        if request.method != "POST" and not can(request.viewer, chosen.action, row.tenant_id):
            return not_yours(request, chosen.action)
        return self._form(request, form, chosen, back=back, body=row.tenant, record=row.record)

    def links(self, request: BrinkRequest, slug: str) -> HttpResponse:
        """Say with which records of any register one has to do."""
        return link_page.show(self.card, request, slug)

    def _form(self, request: BrinkRequest, form: RecordForm, act: RecordAct | Making, **context: Any) -> HttpResponse:
        context |= {"card": self.card, "form": form, "act": act, "body_name": context["body"].name}
        return page(request, "records/form.html", context, form)


READ, ACT = require_safe, require_http_methods(["GET", "HEAD", "POST"])
# The list at the desk tells nothing by itself: whoever is not logged in is sent to the way in.
DESK_LIST = login_first
