"""The instrument ideas, as the domain sees it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet, take_words
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import BaseInstrument, Erasure, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import Viewer
from brink.instruments.ideas import photos, queries, services, views
from brink.instruments.ideas.forms import SetupForm
from brink.instruments.ideas.headline import headline
from brink.instruments.ideas.models import Comment, Idea, Stance
from brink.instruments.ideas.old_points import round_old_points
from brink.instruments.ideas.open_tables import open_tables
from brink.instruments.ideas.outcome import make_outcome
from brink.instruments.ideas.round_settings import COMMENT, IDEA, KEY, Settings
from brink.instruments.ideas.seeding import fill, play
from brink.ui.components import Link

_SHORT = timedelta(days=7)


class IdeasInstrument(BaseInstrument):
    """Residents give ideas; others comment for or against and support them."""

    note_kind = IDEA
    older_devices = (("brink-steun", "brink idea support"),)
    card = InstrumentCard(
        key=KEY,
        segment="ideeen",
        name=gettext_lazy("Ideeën"),
        promise=gettext_lazy("Ieder idee krijgt een plek en een antwoord met een reden."),
        explanation=gettext_lazy(
            "Mensen geven een idee, met een foto of een plek erbij als zij willen. Anderen reageren voor of tegen, of "
            "steunen het idee. Het helpt als een vraag nog open is en u wilt weten wat mensen zelf bedenken."
        ),
        phases=frozenset({"F0", "F1", "F2", "F3", "F4", "F6"}),
        owners=frozenset({"council", "executive", "officer", "resident"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE, Level.COPRODUCE, Level.CODECIDE, Level.SELF}),
        channels=frozenset({"web", "phone", "paper", "table", "visit", "email", "post"}),
        scales=frozenset({"erf", "straat", "dorp", "stad", "boven"}),
        lands={IDEA: Lands.ONE_BY_ONE, COMMENT: Lands.ONE_BY_ONE},
        counted_openly=frozenset({IDEA, COMMENT}),
        changeable=frozenset({IDEA}),
        methods=("matching",),
        icon="paper",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ideas need a question that can still be answered, and time."""
        found = []
        if room is not None and room.level == Level.INFORM:
            found.append(Finding("ideas.level", _("Bij meeweten vraagt u geen ideeën. Kies een ander niveau.")))
        if round.closes_at - round.opens_at < _SHORT:
            found.append(
                Finding(
                    "ideas.short",
                    _("Deze ronde duurt korter dan een week. Mensen die op papier meedoen, redden dat vaak niet."),
                    weight=Severity.ADVICE,
                )
            )
        return found

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Bring the support that is shown up to date and make the outcome that is frozen."""
        services.settle_support(round=round)
        return make_outcome(round, frozen=True)

    def outcome(self, round: Round) -> Outcome:
        """Compute what was heard from the rows as they are now."""
        return make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show the newest ideas and the way in."""
        frame, total = frame_of(round), queries.public_ideas(round).count()
        return Panel(
            "ideas/panel.html",
            {
                "frame": frame,
                "list_url": frame.address("list"),
                "give_url": frame.address("new"),
                "lines": queries.list_rows(frame, queries.newest(round, 3), comments=False),
                "total": total,
                "from_one_line": frame.from_one_line(queries.RECEIVED, total),
            },
        )

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff what came in and what waits."""
        return Panel("ideas/desk.html", queries.desk_figures(round))

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead to the words on the site, when they stand there."""
        shown = contribution.moderation == Moderation.SHOWN and contribution.publicity != Publicity.CLOSED
        comment = contribution.kind == COMMENT
        idea = contribution.parent_id if comment else contribution.pk
        if contribution.round is None or not shown or idea is None:
            return ()
        label = _("Bekijk uw reactie bij het idee") if comment else _("Bekijk uw idee")
        return (Link(label, frame_of(contribution.round).address("idea", idea=idea)),)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show the giver what others said about an own idea, or which idea an own comment answers."""
        rows = Contribution.objects.select_related("round__process", "idea", "parent")
        found = rows.filter(pk=contribution_id).first()
        if found is None or found.round is None or found.withdrawn_at is not None:
            return None
        frame = frame_of(found.round)
        idea = found.parent if found.kind == COMMENT else found
        if idea is None or idea.moderation != Moderation.SHOWN or idea.withdrawn_at is not None:
            return None
        own, settings = idea is found, Settings.of(found.round.settings)
        comments = queries.newest_comments(idea) if own else None
        total = comments.total if comments is not None else 0
        return Panel(
            "ideas/follow.html",
            {
                "frame": frame,
                "own": own,
                "idea_title": headline(idea.title, idea.text),
                "idea_address": frame.address("idea", idea=idea.pk),
                "support": queries.support_words(frame, idea.pk, queries.shown(idea))
                if own and settings.support
                else "",
                "comments": comments,
                "from_one_line": frame.from_one_line(queries.COMMENTED, total, idea.pk),
            },
        )

    def waits_for_moderator(self, round: Round) -> bool:
        """Tell whether a moderator looks at ideas before they stand on the site."""
        return Settings.of(round.settings).before

    def droppable(self, contribution: Contribution) -> Mapping[str, str]:
        """Let a giver take the own photo away."""
        detail = Idea.objects.filter(contribution=contribution).exclude(photo="")
        return {"photo": _("Haal de foto weg.")} if contribution.kind == IDEA and detail.exists() else {}

    def drop(self, contribution: Contribution, part: str) -> None:
        """Take the photo away."""
        services.erase_photo(contribution)

    def paper(self, round: Round) -> PaperForm:
        """Ask for an idea in lines, and where it belongs."""
        idea = PaperQuestion("tekst", _("Wat is uw idee?"), lines=7, needed=True, column="text")
        where = PaperQuestion("plek", _("Bij welk dorp of welke plek hoort het?"), lines=1, column="place")
        return PaperForm((idea, where), says_words=True)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in an idea that was written on paper."""
        return take_words(IDEA, self.paper(round), round, answers, sheet)

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Return the pages of a round."""
        return (
            path("", views.idea_list, name="list"),
            path("nieuw/", views.new_idea, name="new"),
            path("gelijk/", views.similar, name="similar"),
            path("<uuid:idea>/", views.idea_page, name="idea"),
            path("<uuid:idea>/reactie/", views.comment, name="comment"),
            path("<uuid:idea>/steun/", views.support, name="support"),
            path("<uuid:idea>/foto/<int:width>.jpg", views.photo, name="photo"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the ideas and comments that anyone may read, without names."""
        return open_tables(round)

    def side_of(self, contribution: Contribution) -> int:
        """Tell whether somebody is for, against or beside the idea that is answered; a giver of one is for it."""
        if contribution.kind != COMMENT:
            return 1
        stance = Comment.objects.filter(contribution=contribution).values_list("stance", flat=True).first()
        return {Stance.AGAINST: -1, Stance.NEUTRAL: 0}.get(Stance(stance), 1) if stance else 1

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Remove photos and points; the rows stay and count."""
        return services.erase_details(contribution_ids=contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Remove photos kept for a form which never came, cut old ties of support, round points of an older version."""
        photos.sweep()
        services.cut_support_ties(at=at)
        round_old_points()

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Fill the round with invented ideas, comments and support."""
        return fill(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people give these written ideas, answer each other and support."""
        return play(round, rng, voices)
