"""What is refused of dialogue groups: members of `tests/safety/test_guards.py`."""

from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over

from brink.instruments.dialogue_groups.services import carrying_out, members
from brink.instruments.dialogue_groups.services.members import Invited
from brink.instruments.dialogue_groups.tests.conftest import Village, make_groups, with_members

WHO = Invited("company", "Jan Brouwer", institution="Bakkerij")


def at_work(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a group, an invitation and the reason of stopping."""
    village = with_members(Village(world, make_groups(world, "met-groepen")))
    planned = make_groups(world, "zonder-groepen", opened=False)
    group, proposal = village.members[0].group, village.check(village.propose())
    return {
        "a group of residents": Guarded(
            members.add_group, {"round": village.round, "title": "Groen", "task": "", **STAFF},
            [({"title": ""}, "title"), ({"title": over(120)}, "title"), ({"task": over(300)}, "task"),
             ({"round": planned}, "")],
        ),
        "somebody invited": Guarded(
            members.invite, {"group": group, "who": WHO, **STAFF},
            [({"who.kind": "boer"}, "kind"), ({"who.name": ""}, "name"), ({"who.name": over(120)}, "name"),
             ({"who.institution": ""}, "institution"), ({"who.institution": over(120)}, "institution")],
        ),
        "a proposal that stops": Guarded(
            carrying_out.stop, {"proposal": proposal, "reason": "De bakker stopte.", **STAFF},
            [({"reason": ""}, "reason"), ({"reason": over(1_000)}, "reason")],
        ),
    }  # fmt: skip
