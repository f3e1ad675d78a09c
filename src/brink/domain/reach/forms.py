"""The two questions about whoever gave something. Not answering is an answer like any other, and the first one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.reach.traits import AGES, SEXES, UNSAID
from brink.foundation.codes import LONGEST

NOT = (UNSAID, _("wil ik niet zeggen"))


class AboutForm(ActForm):
    """Age band and sex, both optional. `code` comes along where the browser does not follow it yet."""

    age = forms.ChoiceField(
        label=_("Hoe oud bent u?"), choices=[NOT, *AGES.items()], required=False, initial=UNSAID,
        widget=forms.RadioSelect, error_messages={"invalid_choice": _("Kies een van de antwoorden die er staan.")},
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("Wat is uw geslacht?"), choices=[NOT, *SEXES.items()], required=False, initial=UNSAID,
        widget=forms.RadioSelect, error_messages={"invalid_choice": _("Kies een van de antwoorden die er staan.")},
    )  # fmt: skip
    code = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False)
