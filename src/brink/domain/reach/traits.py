"""What a giver may say about themselves, and how it is kept where only the code opens it. Pure.

A cell is a pair of age band and sex, as one number below `CELLS`. It is kept with a number added that follows from the
code (`hidden`), so that whoever reads the table sees nothing in it, and whoever has the code can take it back.
"""

from django.utils.translation import gettext_lazy as _

AGE, SEX = "age", "sex"
UNSAID = ""
# From and to, both included; the bands of the population figures that ship with the site.
BANDS = {"0": (0, 17), "18": (18, 34), "35": (35, 49), "50": (50, 64), "65": (65, 200)}
AGES = {
    "0": _("jonger dan 18"), "18": _("18 tot en met 34"), "35": _("35 tot en met 49"),
    "50": _("50 tot en met 64"), "65": _("65 of ouder"),
}  # fmt: skip
SEXES = {"v": _("vrouw"), "m": _("man"), "x": _("anders")}
_AGES, _SEXES = (UNSAID, *AGES), (UNSAID, *SEXES)
CELLS = len(_AGES) * len(_SEXES)
WIDTH = 256


def cell(age: str, sex: str) -> int:
    """Return the number of a pair; raises ValueError for an answer that was not offered."""
    return _AGES.index(age) * len(_SEXES) + _SEXES.index(sex)


def pair(number: int) -> tuple[str, str]:
    """Return the age band and the sex of a cell; raises ValueError for a number that is none."""
    if not 0 <= number < CELLS:
        raise ValueError(f"no cell has the number {number}")
    return _AGES[number // len(_SEXES)], _SEXES[number % len(_SEXES)]


def hidden(number: int, pad: bytes) -> int:
    """Return a cell as it is kept."""
    return (number + pad[0]) % WIDTH


def opened(kept: int, pad: bytes) -> int:
    """Return the cell that was kept."""
    return (kept - pad[0]) % WIDTH
