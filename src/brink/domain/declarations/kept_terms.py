"""What the privacy page and the page of cookies say, taken from what the code does: terms, and what a device keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.services import admitting
from brink.domain.following.services import ANSWER_WITHIN, LASTS
from brink.domain.gatherings.services.retention import SIGNUPS_KEPT
from brink.domain.participation.line_signs import SIGNS_LAST
from brink.domain.participation.sessions import TIES_LAST
from brink.domain.people.attempts import KEPT
from brink.domain.reach.services import KEPT_AFTER
from brink.domain.reports.services import REPORTERS_KEPT
from brink.foundation.device_cookies import HARMLESS, REMEMBERED, STORED


@dataclass(frozen=True, slots=True)
class KeptThing:
    """One thing that a device keeps: its name, and what for in words."""

    name: str
    what: str | Promise


# In words, by name. What an app of its own keeps for whoever gave something there has the same words for all.
_WORDS: Mapping[str, str | Promise] = {
    settings.SESSION_COOKIE_NAME: _("Wie is ingelogd, en wat wij u op de volgende pagina willen zeggen."),
    "messages": _("Wat wij u op de volgende pagina willen zeggen."),
    settings.CSRF_COOKIE_NAME: _("Dat een formulier van onze eigen site komt. Er staat niets over u in."),
    settings.LANGUAGE_COOKIE_NAME: _("In welke taal u leest."),
    "brink_volg": _("De code die u volgt, een uur lang en versleuteld."),
    "brink_dorp": _("Het dorp dat u heeft gekozen, een jaar lang."),
    "brink-draft-": _("Wat u aan het typen bent, zodat u het niet kwijtraakt."),
    "brink-left": _("Welke getypte tekst weg mag omdat hij is verstuurd."),
    "brink-opened-": _("Sinds wanneer een pagina na het versturen openstaat."),
    "brink-forgotten": _("Dat iemand klaar was op dit apparaat. Niet wie."),
}
_GIVEN = _("Wat u op dit apparaat heeft gegeven, zodat u verder kunt en uw code terugvindt.")


def cookies() -> list[KeptThing]:
    """Return every cookie that this site can set."""
    return [KeptThing(name, _WORDS.get(name, _GIVEN)) for name in sorted({*REMEMBERED, *HARMLESS})]


def storage() -> list[KeptThing]:
    """Return everything that this site keeps in the browser besides."""
    return [KeptThing(name, _WORDS.get(name, _GIVEN)) for name in sorted(STORED)]


# How long personal details are kept, as the code that erases them has it.
TERMS: Mapping[str, timedelta] = {
    "follow_days": LASTS, "unconfirmed_days": ANSWER_WITHIN, "reporter_days": REPORTERS_KEPT, "attempt_days": KEPT,
    "tie_days": TIES_LAST, "sign_days": SIGNS_LAST, "admission_days": admitting.KEPT, "said_days": KEPT_AFTER,
    "signup_days": SIGNUPS_KEPT,
}  # fmt: skip


def terms() -> dict[str, int]:
    """Return in days how long personal details are kept."""
    return {name: term.days for name, term in TERMS.items()}
