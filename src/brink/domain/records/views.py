"""The pages of a register: list, page and feeds for everybody; list, small forms and acts for its desk.

Each function makes the view of one card; `urls` mounts them under the segment of the card.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brink.domain.journal.acts import version_of
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.domain.people.rules import can
from brink.domain.records import feeds, queries
from brink.domain.records.card import Making, RecordAct, RecordCard, card_of
from brink.domain.records.forms import ActForm, new_key
from brink.domain.records.models import Record
from brink.domain.records.showing import address, days, line
from brink.foundation.errors import Refusal
from brink.foundation.permissions import Action
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.ui.components import Fact

PER_PAGE, UNPROCESSABLE, LONGEST = 20, 422, 80


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


class RegisterViews:
    """The views of one register. `card` is all they know of it."""

    def __init__(self, card: RecordCard) -> None:
        self.card = card

    def index(self, request: HttpRequest) -> HttpResponse:
        """List what everybody may read, to search and to narrow; what is late can be asked for."""
        viewer = _viewer(request)
        chosen = {name: request.GET.get(name, "").strip()[:LONGEST] for name in queries.FILTERS}
        rows = queries.listed(self.card, viewer, chosen).filter(published_at__isnull=False)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
        late = visible(viewer, Record.objects.filter(queries.late(self.card), published_at__isnull=False))
        context = {
            "card": self.card, "page": page, "lines": [line(self.card, one) for one in page], "chosen": chosen,
            "narrowed": any(chosen.values()), "choices": queries.choices(self.card, viewer),
            "late": late.count(), "late_key": queries.LATE, "feed": reverse(f"{self.card.key}:feed"),
            "table": reverse(f"{self.card.key}:table"),
        }  # fmt: skip
        return render(request, "records/list.html", context)

    def page(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show one record: what it is, how it stands, what it is tied to; the desk's buttons for its desk."""
        viewer = _viewer(request)
        row = queries.one(self.card, viewer, slug)
        if row is None:
            raise Http404
        record = row.record
        facts = [Fact(_("Stand"), capfirst(str(self.card.stage_of(record.stage).label))), *days(self.card, record)]
        facts += [Fact(_("Wie doet het"), record.owner), *self.card.facts(row)]
        tied = [(card_of(other), other, link.reason) for link, other in queries.linked(viewer, record)]
        context = {
            "card": self.card, "record": record, "row": row, "line": line(self.card, record), "facts": facts,
            "links": [(line(card, other), reason) for card, other, reason in tied],
            "acts": self._offered(row, viewer), **self.card.more(row, request), **record.tenant.heading(),
        }  # fmt: skip
        return render(request, "records/page.html", context)

    def _offered(self, row: Any, viewer: Viewer) -> list[tuple[RecordAct, str]]:
        """Return the acts that fit the stage and that this viewer may do, with their addresses."""
        record = row.record
        return [
            (act, reverse(f"{self.card.key}:act", args=[record.slug, act.key]))
            for act in self.card.acts
            if record.stage in act.stages and act.fits(row) and can(viewer, act.action, record.tenant_id)
        ]

    def feed(self, request: HttpRequest) -> HttpResponse:
        """Give what became public as Atom, also to staff: a reader keeps what it fetches."""
        body = request.GET.get("overheid", "").strip()[:LONGEST]
        return HttpResponse(feeds.atom(self.card, body), content_type="application/atom+xml; charset=utf-8")

    def table(self, request: HttpRequest) -> HttpResponse:
        """Give everything that is public as one table."""
        rows = queries.listed(self.card, ANYONE).order_by("tenant__slug", "number")
        text = feeds.as_csv(feeds.table(self.card, rows))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.card.segment}.csv"'
        return response

    def desk(self, request: HttpRequest) -> HttpResponse:
        """List the records of one's own bodies for the desk: what is not ended first, what is due first in front."""
        viewer = _viewer(request)
        if viewer.account_id is None:
            return redirect_to_login(request.get_full_path())
        if not viewer.tenants(DESK):
            raise Http404
        page = Paginator(queries.desk_rows(self.card, viewer), PER_PAGE).get_page(request.GET.get("pagina"))
        making = self.card.making
        context = {
            "card": self.card, "page": page,
            "lines": [(line(self.card, one), one) for one in page],
            "new": reverse(f"{self.card.key}:new") if making and viewer.tenants(making.action.roles) else "",
        }  # fmt: skip
        return render(request, "records/desk.html", context)

    def new(self, request: HttpRequest) -> HttpResponse:
        """Make a record for one's own body."""
        viewer, making = _viewer(request), self.card.making
        if making is None or not viewer.tenants(DESK):
            raise Http404
        bodies = list(Body.objects.filter(pk__in=viewer.tenants(DESK)).order_by("name"))
        body = next((one for one in bodies if one.slug == request.GET.get("overheid")), bodies[0])
        form = making.form(request.POST or None, initial={"key": new_key()})
        form.offer(body)
        if request.method == "POST" and form.is_valid():
            made = _do(form, viewer, making.action, body, lambda who, key: making.service(
                tenant=body, **form.asked(), actor=who, key=key
            ))  # fmt: skip
            if made is not None:
                messages.success(request, str(making.said))
                return redirect(address(self.card, made.record))
        return self._form(request, form, making, back=reverse(f"{self.card.key}:desk"), body=body)

    def act(self, request: HttpRequest, slug: str, name: str) -> HttpResponse:
        """Do one act on one record."""
        viewer, act = _viewer(request), self.card.act_of(name)
        row = queries.one(self.card, viewer, slug)
        if row is None or act is None or not viewer.has(row.tenant_id, DESK):
            raise Http404
        form = act.form(request.POST or None, initial={"key": new_key(), "seen": version_of(row)})
        form.offer(row.tenant)
        back = address(self.card, row.record)
        if request.method == "POST" and form.is_valid():
            done = _do(form, viewer, act.action, row.tenant, lambda who, key: act.service(
                row=row, **form.asked(), actor=who, key=key, seen=form.cleaned_data.get("seen")
            ))  # fmt: skip
            if done is not None:
                messages.success(request, str(act.said))
                return redirect(back)
        return self._form(request, form, act, back=back, body=row.tenant, record=row.record)

    def _form(self, request: HttpRequest, form: ActForm, act: RecordAct | Making, **context: Any) -> HttpResponse:
        status = UNPROCESSABLE if request.method == "POST" else 200
        context |= {"card": self.card, "form": form, "act": act, "body_name": context["body"].name}
        return render(request, "records/form.html", context, status=status)


def _do(form: ActForm, viewer: Viewer, action: Action, body: Body, service: Any) -> Any:
    """Do what a valid form asks; None, with the sentence in the form, when it was refused."""
    try:
        who = actor_for(viewer, action, body.pk)
        return service(who, form.cleaned_data.get("key") or None)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


READ, ACT = require_GET, require_http_methods(["GET", "POST"])
