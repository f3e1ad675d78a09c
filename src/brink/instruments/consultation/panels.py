"""What a consultation shows on pages of others: the question, the desk, and the page of who follows a code."""

from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.participation.counting import readable
from brink.domain.participation.line_signs import RECEIVED
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Credit, Origin, Passage, Remark
from brink.instruments.consultation.places import State
from brink.instruments.consultation.round_settings import REMARK


def public(round: Round) -> Panel:
    """Return the public piece: the name of the text, how many pieces and remarks, and the way in."""
    frame, versions = frame_of(round), queries.published(round)
    newest = versions[-1] if versions else None
    remarks = readable(round, REMARK).count()
    context = {
        "frame": frame, "version": newest, "start_url": frame.address(), "all_url": frame.address("all"),
        "pieces": newest.passages.count() if newest is not None else 0,
        "remarks": remarks, "from_one_line": frame.from_one_line(f"{RECEIVED}{REMARK}", remarks),
        "changes_url": frame.address("changes") if len(versions) > 1 else "",
    }  # fmt: skip
    return Panel("consultation/panel.html", context)


def desk(round: Round) -> Panel:
    """Return the staff piece."""
    frame, versions = frame_of(round), queries.published(round)
    context = {
        "version": versions[-1] if versions else None, "draft": queries.draft_of(round),
        "remarks": Contribution.objects.filter(
            tenant=round.tenant_id, round=round, kind=REMARK, withdrawn_at=None
        ).count(),
        "unplaced": queries.unplaced(round).count(), "desk_url": frame.address("desk"),
        "remarks_url": frame.address("desk_remarks"),
    }  # fmt: skip
    return Panel("consultation/desk_panel.html", context)


def follow(contribution_id: UUID) -> Panel | None:
    """Return what the giver of a remark reads: its piece then, and where that stands now."""
    rows = Remark.objects.select_related("contribution__round__process", "version")
    remark = rows.filter(contribution=contribution_id, contribution__withdrawn_at=None).first()
    if remark is None or remark.contribution.round is None:
        return None
    round = remark.contribution.round
    history = queries.history_of(round)
    passages = queries.passages_of(history.newest)
    place = queries.places_of(history, passages, [remark])[remark.contribution_id]
    stood = Passage.objects.filter(version=remark.version_id, section=remark.section_id).first()
    frame, later = frame_of(round), history.newest.number > remark.version.number
    thanks = Credit.objects.filter(
        contribution=contribution_id, passage__version__published_at__isnull=False
    ).select_related("passage__version").order_by("-passage__version__number").first()  # fmt: skip
    thanks_words = _("Door uw opmerking is de tekst anders: %(where)s.")
    return Panel(
        "consultation/follow.html",
        {
            "remark": remark, "stood": stood, "later": later,
            "place": queries.place_words(place, passages) if later else "",
            "links": [
                (str(one), frame.address("section", section=one.section_id))
                for one in passages if one.section_id in place.sections
            ],
            "gone_reason": _gone_reason(remark) if place.state is State.GONE else "",
            "changes_url": frame.address("changes") if later and place.state is not State.SAME else "",
            "thanks": thanks_words % {"where": thanks.passage} if thanks else "",
            "start_url": frame.address(),
        },
    )  # fmt: skip


def _gone_reason(remark: Remark) -> str:
    """Return why the piece went, as the first version without it says."""
    rows = Origin.objects.filter(
        old=remark.section_id, passage=None, version__published_at__isnull=False,
        version__number__gt=remark.version.number,
    )  # fmt: skip
    found = rows.order_by("version__number").first()
    return found.reason if found is not None else ""
