"""Forms of registers: who answers for something, and what a body has to choose from."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Person, Team
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Theme


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
    """A form of a register. Fields named `owner`, `areas`, `themes` and `process` are offered what the body has."""

    use_required_attribute = False

    def offer(self, body: Body) -> None:
        """Offer what this body has to choose from; a register adds its own."""
        rows: dict[str, QuerySet[Model]] = {
            "areas": Area.objects.defer("geometry").order_by("kind", "name"),
            "themes": Theme.objects.order_by("name"),
            "process": Process.objects.filter(tenant=body, room_published_at__isnull=False).order_by("-created_at"),
        }
        for name, chosen in rows.items():
            if name in self.fields:
                self.fields[name].queryset = chosen  # type: ignore[attr-defined]
        owner = self.fields.get("owner")
        if isinstance(owner, OwnerField):
            owner.offer(body)

    def asked(self) -> dict[str, Any]:
        """Return what the service takes, beside the row, the actor, the key and the version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}
