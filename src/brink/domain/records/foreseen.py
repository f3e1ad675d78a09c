"""What an act on a record does, told before it is done where the register of ways back asks for it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from brink.domain.journal.labels import label
from brink.domain.journal.ways_back import Foreseen, ways_back
from brink.domain.records.card import Making, RecordAct


def foreseen(act: RecordAct | Making, public: bool) -> Callable[[], Foreseen] | None:
    """Return what tells it, or None for an act that needs no telling. `public` says whether everybody reads it."""
    kind = str(getattr(act.service, "kind", ""))
    way = ways_back.get(kind)
    if way is None or not way.asked:
        return None

    def told() -> Foreseen:
        read = _("Iedereen leest het op de site.") if public else _("Alleen medewerkers lezen het.")
        mend = ", ".join(label(one).lower() for one in way.by)
        return Foreseen(
            kind=kind,
            title=str(act.label),
            button=_("Ja, ga door"),
            lines=(*((str(act.help),) if act.help else ()), read, _("Het blijft staan: weghalen kan niet.")),
            after=_("Zet het recht met een volgende stap, die erbij komt te staan: %(steps)s.") % {"steps": mend}
            if mend
            else _("Dit kunt u niet terugdraaien."),
        )

    return told
