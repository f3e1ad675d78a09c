"""What is refused of a text and of remarks on it: members of `tests/safety/test_guards.py`."""

from typing import Any

from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over

from brink.domain.contributions.services.giving import Words
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Origin, Passage
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.round_settings import REMARK
from brink.instruments.consultation.services import remarks, versions
from brink.instruments.consultation.tests.conftest import with_text

TEXT = "# 1 Waar het mag\nOp daken. Op velden.\n# 2 Schapen\nEr lopen schapen."


def texts(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a version and its pieces, and of where a remark stands."""
    round, theirs = with_text(world, "met-een-tekst", TEXT), with_text(other, "van-de-buren", TEXT)
    source = versions.SourceText("Regels", pasted(TEXT))
    first = queries.passages_of(queries.published(round)[0])
    draft = versions.take_in(round=round, source=versions.SourceText("Regels", source.parts[:1]), **STAFF)
    piece = Passage.objects.get(version=draft)
    facts = versions.PassageFacts("1", "Waar het mag", "Op daken.", comes_from=(first[0].section_id,), reason="Korter.")
    voice: dict[str, Any] = {"round": round, "words": Words(kind=REMARK, text="Op daken is goed."), "key": None}
    elsewhere = queries.passages_of(queries.published(theirs)[0])[0]
    said = remarks.give_remark(**voice, about=remarks.About()).contribution
    return {
        "a text": Guarded(
            versions.take_in, {"round": round, "source": source, **STAFF},
            [({"source.title": ""}, "title"), ({"source.title": over(160)}, "title"), ({"source.parts": ()}, "file")],
        ),
        "a piece": Guarded(
            versions.write_passage, {"passage": piece, "facts": facts, **STAFF},
            [
                ({"facts.number": over(20)}, "number"), ({"facts.heading": ""}, "heading"),
                ({"facts.heading": over(200)}, "heading"), ({"facts.body": over(20_000)}, "body"),
                ({"facts.summary": over(600)}, "summary"), ({"facts.summary": "woord " * 61}, "summary"),
                ({"facts.reason": over(1_000)}, "reason"), ({"facts.credits": (first[0].pk,)}, "credits"),
                ({"facts.comes_from": (elsewhere.section_id,)}, "comes_from"), ({"passage": first[0]}, ""),
            ],
            [{"facts.summary": "woord " * 60}, {"facts.credits": (said.pk,)}],
        ),
        "a piece that went": Guarded(
            versions.tell_dropped,
            {"origin": Origin.objects.get(version=draft, passage=None), "reason": "Dubbel.", **STAFF},
            [({"reason": ""}, "reason"), ({"reason": over(1_000)}, "reason")],
        ),
        "a remark": Guarded(
            remarks.give_remark, {**voice, "about": remarks.About(first[0], 1, "keep")},
            [
                ({"about.sentence": 2}, "sentence"), ({"about.sentence": -1}, "sentence"),
                ({"about.wish": "weg"}, "wish"),
                ({"about.passage": elsewhere}, "section"), ({"about.passage": piece}, "section"),
            ],
            [{"about.sentence": 0}, {"about.sentence": None}, {"about": remarks.About()}],
        ),
        "where a remark stands": Guarded(
            remarks.place, {"contribution": said, "passage": first[1], **STAFF},
            [({"passage": elsewhere}, "section"), ({"passage": piece}, "section")],
        ),
    }  # fmt: skip
