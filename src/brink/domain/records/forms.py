"""Forms of registers: who answers for something, and what a body has to choose from."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Person, Team
from brink.domain.places.area_fields import AreasField
from brink.domain.places.models import Area
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.basics import Basics


class OwnerField(forms.ChoiceField):
    """A team or a person of the body; gives the row itself."""

    def offer(self, body: Body) -> None:
        """Offer teams first, then people."""
        teams = [(f"team-{one.pk}", one.name) for one in Team.objects.filter(tenant=body)]
        people = [(f"person-{one.pk}", one.name) for one in Person.objects.filter(tenant=body)]
        groups = ((_("Teams"), teams), (_("Mensen"), people))
        self.choices = [("", _("Kies wie het doet")), *((name, rows) for name, rows in groups if rows)]
        self.body = body

    def clean(self, value: Any) -> Team | Person | None:
        """Return the chosen team or person."""
        text = str(super().clean(value) or "")
        kind, _dash, pk = text.partition("-")
        rows: QuerySet[Any] = (Team if kind == "team" else Person)._default_manager.filter(tenant=self.body)
        return rows.get(pk=pk) if pk else None


class RecordForm(ActForm):
    """A form of a register. Fields named `owner`, `areas`, `themes`, `dossier`, `process` are offered what there is."""

    use_required_attribute = False

    def offer(self, body: Body) -> None:
        """Offer what this body has to choose from; a register adds its own."""
        rows: dict[str, QuerySet[Any]] = {
            "areas": Area.objects.defer("geometry").order_by("kind", "name"),
            "themes": Theme.objects.order_by("name"),
            "dossier": Dossier.objects.filter(tenant=body).order_by("title"),
            "process": Process.objects.filter(tenant=body, room_published_at__isnull=False).order_by("-created_at"),
        }
        self.offer_rows({name: chosen for name, chosen in rows.items() if name in self.fields})
        owner = self.fields.get("owner")
        if isinstance(owner, OwnerField):
            owner.offer(body)

    def offer_rows(self, rows: Mapping[str, QuerySet[Any]]) -> None:
        """Let fields be chosen from these rows."""
        for name, chosen in rows.items():
            self.fields[name].queryset = chosen  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the service takes, beside the row, the actor, the key and the version."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}
        return {name: tuple(value) if isinstance(value, QuerySet) else value for name, value in said.items()}


class BasicsForm(RecordForm):
    """Base of a form that makes a record: what every record says comes as `basics`, the register's own by its name.

    A register asks what it needs of `Basics` by adding a field of that name.
    """

    title = forms.CharField(label=_("Wat is het?"), max_length=160)
    owner = OwnerField(label=_("Wie doet het?"))
    due_on = DayField(label=_("Uiterlijk op welke dag?"))
    areas = AreasField(
        Area.objects.none(), label=_("Waar gaat het over?"), required=False,
        help_text=_("Meer plaatsen kiest u met Ctrl of ⌘ ingedrukt."), widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """Return what the service takes: `basics`, and the rest by its name."""
        said = super().asked()
        names = {one.name for one in fields(Basics)} & said.keys()
        return {"basics": Basics(**{name: said.pop(name) for name in names}), **said}


class NoteForm(RecordForm):
    """One sentence about what happened: most acts ask no more."""

    note = forms.CharField(label=_("Wat gebeurde er?"), widget=forms.Textarea(attrs={"rows": 3}))
