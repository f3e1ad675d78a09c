"""Forms of meetings: asking and saying, what became of a question, and the setup of a round."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.models import Gathering
from brink.domain.participation.forms import WordsForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.models import Round
from brink.instruments.meetings.models import Handling, Stance
from brink.instruments.meetings.queries import gatherings_of, named
from brink.instruments.meetings.round_settings import QUESTION
from brink.instruments.meetings.services import Told


def choices_of(gatherings: QuerySet[Gathering], empty: str | Promise) -> list[tuple[str, str | Promise]]:
    """Return the meetings of a round to choose from, each by name and day. One query."""
    return [("", empty), *((str(one.pk), named(one)) for one in gatherings)]


def chosen(round: Round, pk: str) -> Gathering | None:
    """Return the meeting that was chosen, or None."""
    return gatherings_of(round).filter(pk=pk).first() if pk else None


class TalkForm(WordsForm):
    """A question for a meeting, or what somebody wants to say there, on one screen. A question takes no side."""

    gathering = forms.ChoiceField(label=_("Voor welke bijeenkomst?"), required=False)
    stance = forms.ChoiceField(
        label=_("Bent u voor of tegen?"), required=False,
        choices=(("", _("Dat zeg ik niet")), *Stance.choices),
    )  # fmt: skip
    field_order = ("key", "seen", "text", "gathering", "stance", "publicity", "public_name", "email")

    def __init__(self, round: Round, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Wat wilt u vragen?") if kind == QUESTION else _("Wat wilt u zeggen?")
        if kind == QUESTION:
            del self.fields["stance"]
        self.fields["text"].help_text = _("Eén zin is genoeg.")
        halls = choices_of(gatherings_of(round), _("Dat maakt niet uit"))
        if len(halls) > 1:
            self.fields["gathering"].choices = halls  # type: ignore[attr-defined]
        else:
            del self.fields["gathering"]


class HandlingForm(ActForm):
    """What became of a question at the meeting."""

    handling = forms.ChoiceField(
        label=_("Wat is er met de vraag gedaan?"), choices=Handling.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er met de vraag is gedaan.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Wat is erop gezegd?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Iedereen leest dit onder de vraag."),
        error_messages={"required": _("Schrijf op wat erop is gezegd, of wie er nu over gaat.")},
    )  # fmt: skip
    gathering = forms.ChoiceField(label=_("In welke bijeenkomst?"), required=False)

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._round = round
        halls = choices_of(gatherings_of(round), _("Dat weten wij niet"))
        self.fields["gathering"].choices = halls  # type: ignore[attr-defined]

    def told(self) -> Told:
        """Return what was typed."""
        data = self.cleaned_data
        return Told(data["handling"], data["text"], chosen(self._round, data["gathering"]))


class SetupForm(forms.Form):
    """What a body decides when it plans a round of meetings. The meetings themselves are planned beside the round."""

    moderation = forms.ChoiceField(
        label=_("Wanneer kijkt een moderator?"),
        choices=(("after", _("Na plaatsing")), ("before", _("Voor plaatsing"))),
        initial="after",
        widget=forms.RadioSelect,
        help_text=_("Voor plaatsing is veiliger, maar mensen zien hun woorden dan later staan."),
    )
