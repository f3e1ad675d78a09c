"""The form of the open door: what somebody wants to ask or tell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.participation.forms import WordsForm
from brink.domain.people.models import Body
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.places.point_field import PointField
from brink.domain.places.queries import within

KINDS = (("idea", _("een idee")), ("question", _("een vraag")), ("worry", _("een zorg")))


class DoorForm(WordsForm):
    """One screen, no account. Only the words are needed; they are read by whoever is about it, and by nobody else."""

    field_order: tuple[str, ...] = ("kind", "text", "area", "spot", "email")
    kind = forms.ChoiceField(label=_("Wat heeft u?"), choices=KINDS, widget=forms.RadioSelect, initial="idea")
    area = AreaField(
        Area.objects.none(), label=_("Over welke plaats gaat het?"), required=False, empty_label=_("Weet ik niet"),
        error_messages={"invalid_choice": _("Kies een plaats uit de lijst.")},
    )  # fmt: skip
    spot = PointField()

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publicity", "public_name", "seen"):
            del self.fields[name]
        self.fields["text"].label = _("Vertel het")
        self.fields["text"].help_text = _("Alleen wie erover gaat, leest dit. Het komt niet op de site.")
        rows = Area.objects.defer("geometry").order_by("name")
        near = rows.filter(pk__in=within(body.area)) if body.area is not None else rows
        self.fields["area"].queryset = near  # type: ignore[attr-defined]
        self.fields["spot"].widget.area_slugs = [body.area.slug] if body.area else []

    @staticmethod
    def words(data: dict[str, Any]) -> Words:
        """Return the words that were typed."""
        said = {name: data[name] for name in ("kind", "text", "email")}
        return Words(**said, publicity=Publicity.CLOSED, point=data["spot"])
