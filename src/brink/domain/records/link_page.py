"""/balie/…/samenhang/: say with which other records one has to do, of any register, and take that back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.journal.services import Actor
from brink.domain.people.desk import act, done, key_of, new_key, own, page, press
from brink.domain.people.queries import actor_for
from brink.domain.records import linking, queries
from brink.domain.records.card import RecordCard, card_of
from brink.domain.records.forms import RecordForm
from brink.domain.records.models import Record
from brink.domain.records.permissions import RECORD_LINK
from brink.domain.records.showing import address, line
from brink.foundation.requests import BrinkRequest

LONGEST = 80


class LinkForm(RecordForm):
    """With which record this one has to do, and how."""

    other = forms.ModelChoiceField(
        Record.objects.none(), label=gettext_lazy("Wat hangt ermee samen?"), empty_label=None, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Hoe hangen ze samen?"), max_length=200,
        help_text=gettext_lazy("In één zin, hoogstens 25 woorden."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label_from_instance = _told_apart  # type: ignore[attr-defined]


def _told_apart(record: Record) -> str:
    return f"{record.title} ({card_of(record).number(record.number, record.created_at)})"


def show(card: RecordCard, request: BrinkRequest, slug: str) -> HttpResponse:
    """Show what a record is tied to, find more by number or words, tie and untie."""
    record = own(request, queries.listed(card, request.viewer), slug=slug)
    words = request.GET.get("q", "").strip()[:LONGEST]
    form = LinkForm(request.POST or None)
    # What was tied meanwhile may be sent again; what is shown to choose from is not tied yet.
    form.offer_rows({"other": Record.objects.filter(tenant=record.tenant_id)})

    def who() -> Actor:
        return actor_for(request.viewer, RECORD_LINK, record.tenant_id)

    if request.method == "POST" and "weg" in request.POST:
        return _untie(request, record, who)
    acted = act(request, form, lambda: linking.link(one=record, actor=who(), key=form.act_key, **form.asked()), may=who)
    if acted:
        return done(request, address(card, record), _("Vastgelegd. Het staat op de pagina’s van allebei."))
    offered = queries.linkable(record, words)
    form.offer_rows({"other": offered})
    tied = [(card_of(other), other, link) for link, other in queries.linked(request.viewer, record)]
    context = {
        "card": card, "record": record, "form": form, "words": words, "found": offered or form.is_bound,
        "back": address(card, record), "key": new_key(),
        "links": [(line(kind, other, places=False), link.pk, link.reason) for kind, other, link in tied],
    }  # fmt: skip
    return page(request, "records/links.html", context, form)


def _untie(request: BrinkRequest, record: Record, who: Callable[[], Actor]) -> HttpResponse:
    """Take one link away by its button; one that is gone already is not there."""
    tied = queries.linked(request.viewer, record)
    other = next((other for link, other in tied if str(link.pk) == request.POST["weg"]), None)
    if other is None:
        return done(request, request.path, _("Dit verband is er niet meer."))
    said = _("Het verband is weg, op allebei de pagina’s.")
    key = key_of(request)
    return press(
        request, lambda: linking.unlink(one=record, other=other, actor=who(), key=key), said=said, to=request.path
    )
