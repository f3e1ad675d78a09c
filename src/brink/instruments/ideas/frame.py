"""What every page of a round of ideas stands on: the round, its process, its room and its promise."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.ideas.rules import Settings

KEY = "ideas"
# What pages read of a round, its process and its body: a third of the columns, and it shows in the time a page takes.
_FRAME = (
    *("slug", "title", "prompt", "settings", "opens_at", "closes_at", "opened_at", "closed_at", "tenant_id"),
    "contribution_count",
    *("process__slug", "process__title", "process__tenant__name", "process__tenant__theme"),
)


@dataclass(frozen=True)
class Frame:
    """What every page of a round of ideas stands on. The room is read when a page needs it."""

    round: Round
    process: Process
    settings: Settings
    state: RoundState

    @cached_property
    def room(self) -> RoomStatement | None:
        """Return the room statement that holds now: the last published version."""
        rows = visible(ANYONE, RoomStatement.objects.filter(process=self.process))
        return rows.select_related("decider", "contact").order_by("-version").first()

    @cached_property
    def question(self) -> str:
        """Return the question as it stands in the room now, or the title of the process."""
        rows = visible(ANYONE, RoomStatement.objects.filter(process=self.process))
        return rows.order_by("-version").values_list("question", flat=True).first() or self.process.title

    @property
    def base(self) -> str:
        """Return the address of the list, to which pages add their part."""
        return reverse("ideas:list", args=[self.process.slug, self.round.slug])

    @property
    def is_open(self) -> bool:
        """Tell whether ideas, comments and support can be given now."""
        return self.state is RoundState.OPEN

    @property
    def process_address(self) -> str:
        """Return the address of the page of the whole process."""
        return page_url("process", self.process.slug)


def frame(viewer: Viewer, process: str, round: str) -> Frame:
    """Return the round of ideas at these addresses, or raise Http404."""
    rows = Round.objects.filter(process__slug=process, slug=round, instrument=KEY)
    found = visible(viewer, rows).select_related("process__tenant").only(*_FRAME).order_by().first()
    if found is None:
        raise Http404
    return frame_of(found)


def frame_of(round: Round) -> Frame:
    """Return the frame of a round that is known already."""
    return Frame(round, round.process, Settings.of(round.settings), round_state(round, clock.now()))
