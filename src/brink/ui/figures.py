"""Figures as people read them."""

from django.utils.formats import number_format


def grouped(value: int) -> str:
    """1031 as "1.031" in Dutch, in the way of the page's language."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


def euros(cents: int) -> str:
    """Return an amount the way people read it: € 150.000, with cents only when there are any."""
    whole = cents % 100 == 0
    return f"€ {number_format(cents // 100 if whole else cents / 100, decimal_pos=0 if whole else 2)}"
