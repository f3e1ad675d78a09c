"""/vragen/…/gesprek/…: ask somebody with a seat for a conversation; and /mijn/gesprekken/…: answer it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.services.giving import Receipt, give
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import page_for
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import BrinkRequest, act, done, found, page, signed_in
from brink.domain.people.models import Person
from brink.domain.people.queries import actor_for
from brink.domain.processes.services.standing_question import ROUND_SLUG
from brink.registers.inbox import foreseen, queries, talks
from brink.registers.inbox.forms import DoorForm
from brink.registers.inbox.permissions import TALK_ANSWER
from brink.ui.forms import DateInput


class TalkForm(DoorForm):
    """Why somebody wants to talk, and about which place. Whoever is asked reads it, and the desk that helps them."""

    field_order = ("text", "area", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A conversation is about a place at most; nobody has to point at a house for it.
        del self.fields["kind"], self.fields["spot"]
        self.fields["text"].label = gettext_lazy("Waarover wilt u praten?")
        self.fields["text"].help_text = gettext_lazy(
            "Schrijf er ook bij wanneer u kunt, en of u wilt bellen of elkaar zien. Het komt niet op de site."
        )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: BrinkRequest, body: str, person: str) -> HttpResponse:
    """Ask for a conversation without an account; by the code one reads the answer, within the reply clock."""
    frame = page_for(request, queries.door_of(request.viewer, body).slug, ROUND_SLUG)
    who = found(talks.can_be_asked().filter(tenant=frame.process.tenant_id), slug=person)
    form = TalkForm(request.POST or None, body=frame.process.tenant)

    def take(data: dict[str, Any]) -> Receipt:
        words, asked = TalkForm.words({**data, "kind": talks.KIND, "spot": None}), talks.Asked(who)
        return give(
            round=frame.round, words=words, area=data["area"], actor=RESIDENT, key=data["key"], detail=asked
        )

    given = gave(frame, form, take) if form.is_bound else None
    return given or frame.render("inbox/talk.html", {"form": form, "who": who}, status_of(form))


class ReplyForm(ActForm):
    """What one answers somebody who wants to talk."""

    reply = forms.ChoiceField(
        label=gettext_lazy("Wat antwoordt u?"), widget=forms.RadioSelect, choices=(
            (talks.Reply.MEET, gettext_lazy("Ja, wij spreken elkaar")),
            (talks.Reply.WRITE, gettext_lazy("Ik antwoord hier meteen")),
            (talks.Reply.NOT, gettext_lazy("Nee, met de reden")),
        ),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Op welke dag?"), required=False, widget=DateInput,
        help_text=gettext_lazy("Alleen bij een gesprek."),
    )  # fmt: skip
    where = forms.CharField(
        label=gettext_lazy("Waar, hoe laat, of belt u?"), required=False, max_length=120,
        help_text=gettext_lazy("Alleen bij een gesprek. Zoals: dorpshuis Sleen, 19.30 uur."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Uw antwoord"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 5})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Answer a request that was made to oneself. For everybody else there is no such page."""
    own = frozenset(Person.objects.filter(account=signed_in(request)).values_list("pk", flat=True))
    # Whoever presses twice, or has the page open still, is told that it is answered; the page itself is gone then.
    asked = found(talks.asked_of(own) if request.method == "POST" else talks.waiting_for(own), pk=pk)
    form = ReplyForm(request.POST or None)
    acted = act(request, form, lambda: talks.answer_talk(
        request=asked, key=form.act_key, actor=actor_for(request.viewer, TALK_ANSWER, asked.tenant_id),
        **{name: form.cleaned_data[name] for name in ("reply", "on", "where", "text")},
    ), foresee=lambda: foreseen.answering(asked, form.cleaned_data["text"]))  # fmt: skip
    if acted:
        said = _("Verstuurd. Wie het heeft gevraagd, leest uw antwoord onder de code.")
        return done(request, reverse("people:mine"), said)
    return page(request, "inbox/reply.html", {"asked": asked, "said": asked.contribution, "form": form}, form)
