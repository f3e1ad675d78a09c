"""How a government or a part of one is called in a sentence: "de gemeenteraad", "het college", "Provinciale Staten".

The one place that knows their article and whether they are one or many. Names are data, so this reads the noun that a
name begins with; a name that is no noun ("Hunze en Aa's") goes without article. Pure, apart from the language.
"""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _

# The last word of a compound decides: "dorpsraad" as "raad".
DE = (
    *("raad", "commissie", "griffie", "gemeente", "provincie", "fractie", "groep", "stichting", "vereniging"),
    *("dienst", "afdeling", "directie", "regio", "vergadering", "kamer", "coöperatie", "staf", "redactie", "tafel"),
    *("burgemeester", "wethouder", "gedeputeerde", "commissaris", "griffier", "secretaris", "dijkgraaf", "voorzitter"),
    *("gemeenschap", "rekenkamer", "ombudsman", "balie", "politie", "brandweer"),
)
HET = (
    *("college", "bestuur", "presidium", "bureau", "team", "schap", "verband", "comité", "platform", "overleg"),
    *("beraad", "kabinet", "ministerie", "rijk", "fonds", "netwerk", "panel", "orgaan", "loket", "waterschap"),
)
# No article, and more than one: "Provinciale Staten besluiten".
MANY = ("staten",)
# The article of more than one.
PLURAL = ("wethouders", "gedeputeerden", "inwoners", "bewoners", "fracties", "raadsleden", "statenleden")
# What may stand before the noun.
BEFORE = re.compile(r"^(algemeen|algemene|dagelijks|dagelijkse|regionaal|regionale|provinciale?|gemeentelijke?)$")


def _head(name: str) -> tuple[int, str]:
    """Return which word of a name is its noun, and that word in small letters."""
    words = name.split()
    # Of "Gedeputeerde Staten" and "Provinciale Staten" the second word is the noun.
    place = 1 if len(words) > 1 and (BEFORE.match(words[0].lower()) or words[1].lower() in MANY) else 0
    return place, words[place].lower() if words else ""


def in_sentence(name: str) -> str:
    """Return a name with its article, as it stands inside a sentence."""
    place, noun = _head(name)
    # "College" within a sentence is a noun like others; a name of its own keeps its capital.
    low = " ".join(word.lower() if at <= place else word for at, word in enumerate(name.split()))
    if noun.endswith(MANY):
        return name
    if noun.endswith((*PLURAL, *DE)):
        return _("de %(name)s") % {"name": low}
    if noun.endswith(HET):
        return _("het %(name)s") % {"name": low}
    return name


def opening(name: str) -> str:
    """Return the same at the beginning of a sentence: "De gemeenteraad"."""
    return str(capfirst(in_sentence(name)))


def number(name: str) -> int:
    """Return 2 where the verb is that of more than one ("Provinciale Staten besluiten"), else 1: for ngettext."""
    return 2 if _head(name)[1].endswith((*MANY, *PLURAL)) else 1
