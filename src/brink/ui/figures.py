"""Figures as people read them."""

from django.utils.formats import number_format


def grouped(value: int) -> str:
    """1031 as "1.031" in Dutch, in the way of the page's language."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)
