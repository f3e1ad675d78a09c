"""Who may open which page about documents."""

import io
from typing import Any

from tests.safety.address import Address, Kwargs, Who, more
from tests.safety.filled_body import CANARY, Things

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.tests.addresses import register_lines
from brink.registers.documents import files, services
from brink.registers.documents.permissions import DOCUMENT_WRITE
from brink.registers.documents.services import Labels, Openness
from brink.registers.documents.tests.sample_files import picture


def _filed(things: Things) -> Kwargs:
    return {"slug": things.more["filed"].record.slug}


ADDRESSES = {
    **register_lines("document", _filed, act=DOCUMENT_WRITE, name="intrekken", data={"note": "Er staat een fout in."}),
    "documents:file": Address(Who.READERS, more(_filed, number=1)),
    "documents:picture": Address(Who.READERS, more(_filed, number=1, width=640)),
}
PERSONAL = {"thing": frozenset({"documents.DocumentVersion.name"})}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Add a picture to a question: for everybody, or for the desk."""
    data = picture()
    basics = Basics(title=f"De kaart van {process.slug}{mark}", owner=process.owner, process=process)
    row = services.add(
        tenant=process.tenant, basics=basics,
        file=files.keep(io.BytesIO(data), len(data), "kaart.png"), twin=f"Een paarse hei. {CANARY if mark else ''}",
        labels=Labels("impression"), openness=Openness("desk" if mark else "open"), actor=Actor(role="officer"),
        key=None,
    )  # fmt: skip
    return {"filed": row}
