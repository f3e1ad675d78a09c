"""The mark of an example: whatever leaves a demo says that it is made up. Empty on a site that is used in earnest.

Pages show it in their bar. Whatever is fetched, kept or sent on its own bears it itself.
"""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from brink.foundation.open_tables import OpenTable

COLUMN = "example"


def notice() -> str:
    """Return the sentence that says so."""
    return _("Voorbeeld. Namen, aantallen en besluiten zijn verzonnen.") if settings.DEMO else ""


def titled(title: str) -> str:
    """Return a title that says so where it is read alone: in a calendar, a feed reader."""
    return _("Voorbeeld: %(title)s") % {"title": title} if settings.DEMO else title


def marked(table: OpenTable) -> OpenTable:
    """Return a table with a column that says so in every row, since rows are copied without what stands around them.

    Over no rows the heading says it.
    """
    if not settings.DEMO:
        return table
    rows = tuple((*row, notice()) for row in table.rows)
    return replace(table, columns=(*table.columns, COLUMN if rows else notice()), rows=rows)
