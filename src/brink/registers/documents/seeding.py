"""Documents of the demo: an impression, a report and a policy paper, each with what it is worth."""

import tomllib
from importlib.resources import files as resources
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from brink.domain.decisions.models import Decision
from brink.domain.people.points import Crew
from brink.domain.processes.models import Dossier, Process
from brink.domain.records.basics import Basics, about
from brink.foundation import clock
from brink.registers.documents import files, services
from brink.registers.documents.services import Labels, Openness


def told() -> list[dict[str, Any]]:
    """Return the documents: days count from today."""
    text = resources("brink.registers.documents").joinpath("told.toml").read_text("utf-8")
    return tomllib.loads(text)["document"]  # type: ignore[no-any-return]


def _sketch() -> bytes:
    """Draw a village edge with small houses, plainly drawn by nobody in particular."""
    image = Image.new("RGB", (1280, 720), "#dfe9ee")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 430, 1280, 720), fill="#a9b78a")
    pen.polygon(((560, 720), (700, 430), (730, 430), (860, 720)), fill="#e4d3b2")
    for place in (90, 280, 470, 820, 1010):
        pen.rectangle((place, 340, place + 130, 450), fill="#f4efe6", outline="#5b4636", width=4)
        pen.polygon(((place - 14, 340), (place + 65, 262), (place + 144, 340)), fill="#a4553f")
        pen.rectangle((place + 50, 390, place + 82, 450), fill="#5b4636")
    held = BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Add the documents to the dossier of the demo and to its oldest question."""
    if not crew.lead:
        return ()
    dossier = Dossier.objects.filter(tenant=crew.body).order_by("created_at", "id").first()
    questions = Process.objects.filter(tenant=crew.body, dossier=dossier, room_published_at__isnull=False)
    question = questions.order_by("created_at").first() if dossier is not None else None
    if question is None:
        return ()
    decision = Decision.objects.filter(process=question, published_at__isnull=False).first()
    for one in told():
        with crew.at(one["day"]):
            data = _sketch() if one["file"].endswith(".png") else one["text"].encode()
            said = {"title": one["title"], "owner": crew.contact, "summary": one["summary"]}
            basics = about(question, **said)
            if one["at"] == "dossier":
                basics = Basics(dossier=dossier, areas=tuple(question.areas.all()), **said)
            labels = Labels(one["weight"], one["woo"], one.get("reference", ""), clock.today())
            services.add(
                tenant=crew.body, basics=basics, file=files.keep(BytesIO(data), len(data), one["file"]),
                twin=one["twin"], labels=labels, decision=decision if one["at"] == "decision" else None,
                openness=Openness("open"), actor=crew.officer, key=None,
            )  # fmt: skip
    return ()
