"""What staff do with an assembly, who may, and what is a resident's."""

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.foundation.permissions import CLERK, SIDES, WRITERS, action, acts
from brink.foundation.visibility import Role

ASSEMBLY_WRITE = action("assembly.write", WRITERS)
ASSEMBLY_DRAW = action("assembly.draw", CLERK | {Role.SECRETARY, Role.OFFICER})
ASSEMBLY_REPLY = action("assembly.reply", by_organ=SIDES)

acts("assembly.signed_up", residents=True)
acts("assembly.written_down", by=(CONTRIBUTION_ENTER,))
acts(
    "assembly.commissioned", "assembly.commission_dropped", "assembly.targets_set", "assembly.letters_made",
    "assembly.letters_posted", "assembly.letters_fetched", "assembly.tested", "assembly.called",
    "assembly.sitting_set", "assembly.present_noted", "assembly.expert_added", "assembly.expert_dropped",
    "assembly.allowance_read", "assembly.advised", "assembly.advice_changed", "assembly.offered",
    "assembly.undrawn_told", "assembly.addresses_read", by=(ASSEMBLY_WRITE,),
)  # fmt: skip
acts(
    "assembly.pool_frozen", "assembly.pool_thawed", "assembly.chance_heard", "assembly.replacement_asked",
    "assembly.replacement_confirmed", by=(ASSEMBLY_DRAW,),
)  # fmt: skip
acts("assembly.replied", "assembly.followed_up", by=(ASSEMBLY_REPLY,))
# What the clock does.
acts("assembly.committed", "assembly.test_told", "assembly.replaced", "assembly.destroyed")
