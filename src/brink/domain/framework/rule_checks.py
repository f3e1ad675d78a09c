"""The checks in Brink that help to keep a rule of thumb. A kader links each rule to one of these by its key."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keys are written in kader files: never rename one. The sentence says what Brink does, for people.
CHECKS: Mapping[str, Promise] = MappingProxyType(
    {
        "foregone-conclusion": _("Ligt het besluit al vast? Dan laat Brink alleen het niveau ‘meeweten’ toe."),
        "every-channel": _("Elke inbreng krijgt meteen een volgcode: van internet, papier, telefoon of tafel."),
        "timing": _("Brink houdt een bijeenkomst tegen die te kort voor het einde van een termijn valt."),
        "participation-decision": _("Elk proces begint met ‘inwoners doen mee’: ja of nee, en waarom."),
        "interests-weighed": _("Een besluit gaat pas naar buiten als elk belang is gewogen."),
        "one-question": _("Elk proces heeft één vraag en één niveau. Brink waarschuwt als de vraag te lang is."),
        "room-published": _("Niemand kan meedoen voordat de speelruimte openbaar is."),
        "groundwork": _("De speelruimte heeft een eigen plek voor wat er al is gedaan."),
        "reply-promised": _("De dag van het besluit en de dag van het antwoord staan vooraf vast."),
        "minority-weighed": _("Een besluit gaat pas naar buiten als het tegengeluid is gewogen."),
        "every-voice-lands": _("Een proces sluit pas als elke inbreng een plek en een reden heeft."),
        "right-of-reply": _("Wie iets heeft gegeven, kan één keer zeggen dat het antwoord niet klopt."),
        "plain-words": _("Brink wijst bij elke tekst op lange zinnen en moeilijke woorden."),
        "own-words": _("Wat iemand zei, staat los van wat een ander ervan opschreef."),
        "signpost": _("Van elke vraag maakt Brink een wegwijzer op één pagina."),
        "change-of-mind": _("In een dialoog kan iedereen van antwoord veranderen tot de ronde sluit."),
        "lessons": _("Een proces is pas afgerond met een leermoment, of een reden waarom er geen is."),
    }
)
