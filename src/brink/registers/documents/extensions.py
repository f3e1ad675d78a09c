"""Documents join the house as a register."""

from brink.domain.decisions.points import DecisionBlock, decision_blocks
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds, own_blocks
from brink.domain.processes.steps import Step, register_guard
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below
from brink.foundation.erasure_list import ErasedAgain, erased_again
from brink.foundation.periodic import periodic
from brink.registers.documents import files, plan_findings, queries, services
from brink.registers.documents.card import CARD
from brink.registers.documents.models import DocumentVersion
from brink.registers.documents.seeding import seed
from brink.registers.documents.ways_back import WAYS_BACK

register(CARD, order=50)
register_below(DocumentVersion, "document__record__")
register_ways_back(WAYS_BACK)
erased_again.register("documents", ErasedAgain("document.withdrawn", services.ERASED, services.withdraw_again))
periodic.register("documents", files.sweep, order=70)
decision_blocks.register("documents", DecisionBlock(queries.of_decision, there=queries.at_a_decision))
register_guard(Step.PUBLISH_ROOM, plan_findings.before_the_room)
register_guard(Step.OPEN_ROUND, plan_findings.before_a_round)
own_blocks.register("documents", queries.kept_for_me, order=60)
demo_seeds.register("documents", seed, order=65)
