"""What people need: the bundles of a question as one list that everybody reads, with what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle
from brink.domain.contributions.queries.told import outcomes_of
from brink.domain.processes.models import Process
from brink.foundation.disclosure import K, batched
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import Viewer, visible


@dataclass(frozen=True, slots=True)
class Need:
    """One bundle as everybody reads it. `number` is how many voices may be told: whole tens, 0 below ten."""

    bundle: Bundle
    number: int
    outcomes: tuple[str, ...]

    @property
    def said_by(self) -> str:
        """Say how many voices it holds, as the list and the file do."""
        if not self.number:
            return _("minder dan %(least)s bijdragen") % {"least": K}
        return _("ten minste %(number)s bijdragen") % {"number": self.number}

    @property
    def became(self) -> str:
        """Say what was done with it; "" while nobody has an answer."""
        return ", ".join(self.outcomes)


def needs(viewer: Viewer, process: Process) -> list[Need]:
    """Return the bundles of a question, the most voices in front, small ones in the order in which they were made.

    Two queries. What lies ready at the desk is nobody's answer.
    """
    rows = Bundle.objects.filter(tenant_id=process.tenant_id, process=process, merged_into=None, item_count__gt=0)
    bundles = list(visible(viewer, rows).order_by("number"))
    became = outcomes_of(bundles)
    found = [Need(one, batched(one.item_count), became.get(one.pk, ())) for one in bundles]
    return sorted(found, key=lambda one: -one.number)


def needs_sheet(found: Sequence[Need]) -> Sheet:
    """Return the list as it is put in a file."""
    columns = (
        _("Waar mensen om vragen"), _("Wat deze mensen zeggen"), _("Hoeveel bijdragen"), _("Wat ermee is gedaan"),
    )  # fmt: skip
    cells = ((one.bundle.title, one.bundle.summary, one.said_by, one.became) for one in found)
    return Sheet(_("behoeften"), columns, cells)
