"""Who has an answer and does not know of it, for the desk: what was tried, and how the others were told."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Landing, Reaching, ToldBy
from brink.domain.contributions.queries.counting import told_by
from brink.domain.contributions.services.reaching_givers import untold_landings
from brink.domain.processes.models import Process
from brink.ui.components import Fact

MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One giver to call or write. Name, number and address are empty for who did not ask to see them."""

    voice: Contribution
    landing: Landing
    tries: tuple[Reaching, ...]
    has_phone: bool
    has_address: bool
    name: str = ""
    phone: str = ""
    address: str = ""

    @property
    def who(self) -> str:
        """Return how this giver is told from the others: by name, or by the first of their words."""
        words = self.voice.title or Truncator(self.voice.text).chars(60) or _("zonder woorden")
        return f"{self.name}: {words}" if self.name else words


def lines(process: Process, *, named: bool) -> list[Line]:
    """Return who must be called or written, who waits longest first. Two queries."""
    tries = Reaching.objects.select_related("by").order_by("created_at")
    rows = untold_landings(must=True, tenant_id=process.tenant_id, contribution__process=process)
    rows = rows.select_related("contribution__giver", "answer").order_by("sent_at", "id")
    found = []
    for one in rows.prefetch_related(Prefetch("contribution__reachings", queryset=tries))[:MOST]:
        giver = one.contribution.giver
        shown = {"name": giver.name, "phone": giver.phone, "address": giver.address} if named else {}
        found.append(Line(
            one.contribution, one, tuple(one.contribution.reachings.all()), bool(giver.phone), bool(giver.address),
            **shown,
        ))  # fmt: skip
    return found


def told_in_words(process: Process) -> list[Fact]:
    """Return how many givers were told by which road, for the desk. One query."""
    found = told_by(process)
    return [Fact(str(label), str(found[how])) for how, label in ToldBy.choices if found.get(how)]
