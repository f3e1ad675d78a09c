"""Forms of ideas. Each field says in Dutch what is wrong and how to mend it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.forms import KeyForm, WordsForm, point_in
from brink.domain.participation.limits import count
from brink.domain.people.visits import visit_now
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.places.point_field import PointField, tapped
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.queries.lists import places_of
from brink.foundation.errors import Refusal
from brink.instruments.ideas import photos
from brink.instruments.ideas.models import Stance
from brink.instruments.ideas.queries import themes_of
from brink.instruments.ideas.round_settings import Settings
from brink.ui.forms import needed


class SupportForm(KeyForm):
    """The button under an idea."""

    wanted = forms.TypedChoiceField(choices=(("ja", "ja"), ("nee", "nee")), widget=forms.HiddenInput)


class IdeaForm(WordsForm):
    """An idea, on one screen. Only the words are needed."""

    title = forms.CharField(label=_("Titel"), required=False, max_length=120)
    area = AreaField(
        label=_("Bij welk dorp of welke plaats hoort het?"), required=False, queryset=Area.objects.none()
    )
    place = forms.CharField(
        label=_("Waar precies?"),
        required=False,
        max_length=160,
        help_text=_("Bijvoorbeeld: bij de oude school."),
    )
    spot = PointField()
    theme = forms.ModelChoiceField(label=_("Onderwerp"), required=False, queryset=Theme.objects.none())
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPG, PNG of WEBP. Wij halen weg waar en wanneer de foto is gemaakt."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_alt = forms.CharField(
        label=_("Wat staat er op de foto?"),
        required=False,
        max_length=200,
        help_text=_("Eén zin, voor mensen die de foto niet zien."),
    )
    kept_photo = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)
    on_behalf = forms.BooleanField(label=_("Ja, ik geef dit door voor iemand anders"), required=False)
    broker_name = needed(
        forms.CharField(label=_("Uw eigen naam"), required=False, max_length=80), _("nodig als u iets doorgeeft")
    )
    broker_email = forms.EmailField(
        label=_("Uw eigen e-mail"),
        required=False,
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
    )
    consent_broker = needed(
        forms.BooleanField(label=_("De ander vindt dit goed"), required=False), _("nodig als u iets doorgeeft")
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: photos.Photo | None = None
        self._round = round
        self.fields["text"].label = _("Wat is uw idee?")
        self.fields["text"].help_text = _("Eén zin is genoeg.")
        areas, process = self.fields["area"], round.process
        areas.queryset = places_of(process)  # type: ignore[attr-defined]
        areas.empty_label = _("Overal, of dat zeg ik liever niet")  # type: ignore[attr-defined]
        point_in(self, process)
        if themes_of(process):
            self.fields["theme"].queryset = process.themes.all()  # type: ignore[attr-defined]
            self.fields["theme"].empty_label = _("Dat weet ik niet")  # type: ignore[attr-defined]
        else:
            del self.fields["theme"]
        if not Settings.of(round.settings).photos:
            for name in ("photo", "photo_alt", "kept_photo", "drop_photo"):
                del self.fields[name]

    def look_alikes(self, address: str) -> None:
        """With JavaScript, ideas that look alike appear below the field while somebody writes."""
        self.fields["text"].widget.attrs.update(
            {
                "hx-post": address,
                "hx-trigger": "input changed delay:1200ms",
                "hx-target": "#gelijk",
                "hx-params": "text,title,csrfmiddlewaretoken",
                "hx-sync": "this:replace",
            }
        )

    @property
    def opened(self) -> bool:
        """Tell whether the folded part of the form must stand open: something in it was filled in or is wrong."""
        folded = ("title", "area", "place", "theme", "photo", "photo_alt", "kept_photo")
        return self.is_bound and (
            self.kept is not None
            or tapped(self)
            or self["spot"].data.point is not None
            or any(self[name].data or self[name].errors for name in folded if name in self.fields)
        )

    def _count_photo(self) -> None:
        """Count a photo before it is decoded: that is what costs us."""
        visit = visit_now()
        if visit is not None:
            count("photo", visit, tenant_id=self._round.tenant_id, round_id=self._round.pk)

    def clean(self) -> dict[str, Any]:
        """Keep a clean copy of the photo, or bring along one that was kept earlier; ask the broker for a name."""
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        upload, kept = data.get("photo"), data.get("kept_photo")
        try:
            if upload is not None:
                self._count_photo()
                self.kept = photos.keep(upload, upload.size, data.get("key", ""))
            elif kept:
                self.kept = photos.from_token(kept)
        except Refusal as refusal:
            self.add_error("photo", str(refusal))
        if data.get("drop_photo"):
            self.kept = None
        if data.get("on_behalf") and not data.get("broker_name"):
            self.add_error("broker_name", _("Vul uw eigen naam in. Dan weet de ander wie het doorgaf."))
        return data


class CommentForm(WordsForm):
    """A comment under an idea."""

    stance = forms.ChoiceField(
        label=_("Wat vindt u van dit idee?"),
        choices=(
            (Stance.FOR, _("Ik ben voor")),
            (Stance.AGAINST, _("Ik ben tegen")),
            (Stance.NEUTRAL, _("Geen van beide")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of u voor of tegen bent, of geen van beide.")},
    )
    field_order = ("key", "seen", "stance", "text", "publicity", "public_name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Waarom?")


class SetupForm(forms.Form):
    """What a body decides when it plans a round of ideas."""

    comments = forms.BooleanField(label=_("Mensen mogen voor en tegen reageren"), required=False, initial=True)
    support = forms.BooleanField(label=_("Mensen mogen ideeën steunen"), required=False, initial=True)
    photos = forms.BooleanField(label=_("Mensen mogen een foto meesturen"), required=False, initial=True)
    moderation = forms.ChoiceField(
        label=_("Wanneer kijkt een moderator?"),
        choices=(("after", _("Na plaatsing")), ("before", _("Voor plaatsing"))),
        initial="after",
        widget=forms.RadioSelect,
        help_text=_("Voor plaatsing is veiliger, maar mensen zien hun woorden dan later staan."),
    )
