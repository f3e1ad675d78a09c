"""What the demo tells beyond a round of its own: a second version of the text, with reasons and credits."""

from collections.abc import Sequence
from random import Random

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.people.points import Crew
from brink.domain.processes.models import Boundary, Round
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Passage, TextVersion, Wish
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.round_settings import KEY, REMARK
from brink.instruments.consultation.seeding import invented
from brink.instruments.consultation.services import versions

FIXED, LOOSE = "3", "4"
"""The numbers of the pieces that meet a hard and a movable limit of the room."""


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Publish the second version of the invented text of this body, where it has one with remarks."""
    rounds = Round.objects.filter(tenant=crew.body, instrument=KEY, opened_at__isnull=False, closed_at=None)
    round = rounds.select_related("process").first()
    if round is None or len(known := queries.published(round)) != 1 or known[0].title != round.title:
        return ()
    with crew.at(-2):
        source = versions.SourceText(invented()["title"], pasted(invented()["later"]))
        draft = versions.take_in(round=round, source=source, actor=crew.officer, key=None)
        tell(draft, actor=crew.officer)
        versions.publish(version=draft, reason=invented()["why_later"], looked=True, actor=crew.clerk, key=None)
    return ()


def tell(draft: TextVersion, *, actor: Actor) -> None:
    """Write what is fixed, what each piece says in plain words, and why it is different."""
    round = draft.round
    room = room_in_force(round.process)
    limits = {one.kind: one for one in Boundary.objects.filter(room=room).order_by("-number")}
    for passage in queries.passages_of(draft):
        number = passage.number
        boundary = limits.get({FIXED: Boundary.Kind.HARD, LOOSE: Boundary.Kind.MOVABLE}.get(number, ""))
        reason, summary = invented()["reasons"].get(number, ""), invented()["summaries"].get(number, "")
        if reason or summary or boundary:
            came = tuple(passage.origins.values_list("old", flat=True))
            credits = tuple(one.pk for one in _heard(round, passage)) if reason else ()
            facts = versions.PassageFacts(
                number, passage.heading, passage.body, summary=summary, boundary=boundary, reason=reason,
                comes_from=came, credits=credits,
            )  # fmt: skip
            versions.write_passage(passage=passage, facts=facts, actor=actor, key=None)
    for origin in queries.origins_of(draft):
        if origin.passage_id is None:
            versions.tell_dropped(origin=origin, reason=invented()["dropped"], actor=actor, key=None)


def _heard(round: Round, passage: Passage) -> Sequence[Contribution]:
    """Return a few remarks of people who wanted this piece to be different."""
    rows = Contribution.objects.filter(round=round, kind=REMARK, withdrawn_at=None, remark__wish=Wish.CHANGE)
    return list(rows.filter(remark__section__in=passage.origins.values("old")).order_by("created_at", "id")[:3])
