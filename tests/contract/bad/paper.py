"""Bad paper."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from brink.domain.contributions.models import LateLetter
from brink.domain.participation import paper_pages
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.instruments.hands.instrument import Hands
from tests.contract.bad import breaks


@breaks("who_can_take_part_on_the_web_can_print_a_form")
class HasNoPaper(Hands):
    def paper(self, round: Round) -> PaperForm | None:  # type: ignore[override]
        return None


@breaks("what_comes_back_on_paper_counts_once_and_can_be_put_right")
class CorrectsNothing(Hands):
    def correct_paper(self, contribution: Any, answers: Mapping[str, str]) -> None:
        """Do nothing."""


@breaks("paper_that_comes_late_changes_no_outcome")
class CountsWhatCameLate(Hands):
    def outcome(self, round: Round) -> Outcome:
        """Count the letters too, once there are any."""
        found = super().outcome(round)
        letters = LateLetter.objects.filter(contribution__round=round).count()
        return replace(found, reach=replace(found.reach, people=found.reach.people + letters))


@breaks("each_copy_says_where_it_goes_back_and_keeps_its_code_on_the_strip")
def says_nowhere_where_paper_goes(patch: pytest.MonkeyPatch) -> None:
    good = paper_pages.sheet_context
    patch.setattr(paper_pages, "sheet_context", lambda *asked: {**good(*asked), "return_lines": []})
