"""Who may open which page about dossiers."""

from dataclasses import replace
from typing import Any

from tests.safety.address import Kwargs
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics, about
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock
from brink.registers.dossiers import services
from brink.registers.dossiers.permissions import DOSSIER_WRITE


def _kept(things: Things) -> Kwargs:
    return {"slug": things.more["dossier"].record.slug}


ADDRESSES = register_lines("dossier", _kept, act=DOSSIER_WRITE, name="sluiten", data={"note": "Het is klaar."})


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Make a dossier beside a question: for everybody, or not yet; with something from before this site."""
    said: Basics = about(process, title=f"Dossier {process.slug}{mark}", owner=process.owner, summary="Van alles.")
    actor = Actor(role="officer")
    row = services.open_dossier(
        tenant=process.tenant, basics=replace(said, published=not mark), actor=actor, key=None
    )
    services.add_moment(
        row=row, on=clock.today(), what=f"Een conferentie{mark}", reference="Statenstuk 1", actor=actor, key=None
    )
    return {"dossier": row}
