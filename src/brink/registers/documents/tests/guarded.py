"""What is refused of a document: members of `tests/safety/test_guards.py`."""

from tests.builders import World, make_process
from tests.safety.guarded import DAY, STAFF, Guarded

from brink.domain.decisions.services import drafting
from brink.domain.journal.services import Actor
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.documents import services
from brink.registers.documents.files import StoredFile
from brink.registers.documents.services import Labels, Openness

KEEPER = Actor(role="clerk")


def documents(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of where it belongs, what it is worth, and who may see it."""
    process, today = make_process(world, "met-een-stuk"), clock.today()
    drafted = {"title": "Besluit", "on": today, **STAFF}
    theirs = drafting.draft(process=make_process(other, "van-de-buren"), organ=other.council, **drafted)
    elsewhere = drafting.draft(process=make_process(world, "over-iets-anders"), organ=world.council, **drafted)
    basics, labels = Basics("Schets van het plein", world.contact, process=process), Labels("impression")
    given = {"tenant": world.body, "basics": basics, "labels": labels, "openness": Openness("open"),
             "file": StoredFile("stukken/schets.pdf", "schets.pdf", "pdf", 10, "0" * 64), **STAFF}  # fmt: skip
    secret = services.add(**{**given, "openness": Openness("secret", ground="Wet."), "actor": KEEPER,
                             "file": StoredFile("stukken/geheim.pdf", "geheim.pdf", "pdf", 10, "1" * 64)})  # fmt: skip
    return {
        "who reads a document": Guarded(
            services.name_readers,
            {"row": secret, "kept_for": "council", "reason": "De Staten vroegen erom.", "actor": KEEPER, "key": None},
            [({"kept_for": "iedereen"}, "kept_for"), ({"kept_for": ""}, "kept_for"), ({"reason": " "}, "reason")],
            [{"kept_for": "both"}],
        ),
        "a document": Guarded(
            services.add, given,
            [
                ({"decision": theirs}, "decision"), ({"decision": elsewhere}, "decision"),
                ({"basics.process": None}, "process"), ({"labels.weight": "zwaar"}, "weight"),
                ({"labels.dated_on": today + DAY}, "dated_on"), ({"openness": Openness("zomaar")}, "confidentiality"),
                ({"openness": Openness("until", today)}, "open_on"),
                ({"openness": Openness("secret", ground="Wet.", kept_for="iedereen"), "actor": KEEPER}, "kept_for"),
            ],
            [
                {"labels.dated_on": today},
                {"openness": Openness("secret", ground="Wet.", kept_for="both"), "actor": KEEPER},
            ],
        ),
    }  # fmt: skip
