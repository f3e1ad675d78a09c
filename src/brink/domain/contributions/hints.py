"""Hints on what somebody may not have meant to publish: a form shows them once, keeps every word, and asks "toch?"."""

import hashlib
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.foundation.text import Sighting, sightings


def sentence(seen: Sighting) -> str:
    """Return one sighting as a sentence."""
    sentences = {
        "phone": _("Er staat een telefoonnummer in: %(found)s."),
        "bsn": _("Er staat misschien een burgerservicenummer in: %(found)s."),
        "email": _("Er staat een e-mailadres in: %(found)s."),
        "person": _("Er staat een naam van iemand anders in: %(found)s."),
    }
    return sentences[seen.kind] % {"found": seen.found}


class HintedForm(forms.Form):
    """A form that looks its texts over before they are sent; `watched` names the fields.

    The first time something is seen the form comes back with hints and one tick box; ticked, it goes through. Other
    words with other sightings are asked about again.
    """

    watched: ClassVar[tuple[str, ...]] = ("text",)
    hinted = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        required=False, label=gettext_lazy("Ik heb het nagekeken. Verstuur het toch."), widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """Hold the form back when something new is seen and nobody said it is fine."""
        data = super().clean() or {}
        found = sightings("\n".join(data.get(name) or "" for name in self.watched))
        digest = hashlib.sha256(repr(found).encode()).hexdigest() if found else ""
        asked = bool(found) and data.get("hinted") == digest
        if found:
            self.fields["sure"].widget = forms.CheckboxInput()
        if found and not (asked and data.get("sure")):
            for one in found:
                self.add_error(None, sentence(one))
            self.add_error("sure", _("Haal het weg, of zeg dat het mag blijven staan."))
            sent = QueryDict(mutable=True)
            sent.update(self.data)
            sent[self.add_prefix("hinted")] = digest
            if not asked:
                sent.pop(self.add_prefix("sure"), None)
            self.data = sent
        return data
