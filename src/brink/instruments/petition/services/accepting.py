"""Accepting a proposal: it gets a question of its own, with a room that follows from the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule, Phase, Scale
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.domain.processes.models import Boundary, Process, Theme
from brink.domain.processes.services import processes, rooms, rounds
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.petition.models import Proposal, RuleSet
from brink.instruments.petition.round_settings import KEY
from brink.instruments.petition.services.proposals import undecided

REPLY_DAYS = 28


@dataclass(frozen=True, slots=True)
class AcceptFacts:
    """What the desk adds to the words of a resident: themes, whom people can ask, and the first day."""

    themes: Sequence[Theme]
    contact: Person
    opens_on: date | None = None


def last_day(rules: RuleSet, first: date) -> date:
    """Return the last day on which people can support: a number of whole weeks later."""
    return first + timedelta(weeks=rules.term_weeks)


def _kader(rules: RuleSet) -> tuple[Phase, Scale]:
    """Return the phase and scale of the newest kader in which people may put something on the agenda."""
    rows = InstrumentRule.objects.filter(tenant=rules.tenant_id, instrument=KEY).select_related("phase__framework")
    rule = rows.order_by("-phase__framework__created_at", "number").first()
    if rule is None:
        raise NotNow(_("In uw kader staat het agenderingsrecht niet. Zet het daar eerst in."))
    scale = Scale.objects.filter(tenant=rules.tenant_id, framework=rule.phase.framework_id).order_by("-number").first()
    if scale is None:
        raise NotNow(_("In uw kader staan geen schalen. Zet die er eerst in."))
    return rule.phase, scale


def _room(proposal: Proposal, facts: AcceptFacts, closes: date) -> rooms.RoomChanges:
    """Say in the room what the rules say: who decides, by when, and what cannot be asked."""
    rules = proposal.rules
    decision = closes + timedelta(weeks=rules.decide_weeks)
    names = {"council": rules.council.told, "decider": rules.decider.told}
    # A published room never changes: the words of a resident, which may have to go, do not stand in it.
    asked = ngettext(
        "Moet %(council)s praten over dit voorstel van een inwoner?",
        "Moeten %(council)s praten over dit voorstel van een inwoner?", rules.council.number,
    )
    summary = ngettext(
        "Een inwoner vraagt %(council)s om hierover te praten. Bij %(count)s steunverklaringen beslist %(decider)s.",
        "Een inwoner vraagt %(council)s om hierover te praten. Bij %(count)s steunverklaringen beslissen %(decider)s.",
        rules.decider.number,
    )
    return {
        "question": asked % names,
        "audience": _("inwoners van %(area)s") % {"area": rules.area.name},
        "level": Level.ADVISE,
        "decider": rules.decider,
        "decision_on": decision,
        "reply_on": decision + timedelta(days=REPLY_DAYS),
        "reply_form": _("onder uw volgcode"),
        "contact": facts.contact,
        "open_points": [_("of dit voorstel op de agenda komt")],
        "closed_points": list(rules.exclusions),
        "plan": _("U kunt het voorstel steunen. Daarna controleren wij de steun. Dan volgt het besluit, met de reden."),
        "summary": summary % {**names, "count": rules.threshold},
    }


def _limits(rules: RuleSet) -> list[rooms.BoundaryFacts]:
    return [
        rooms.BoundaryFacts(
            _("Wie kan steunen, en hoeveel steun nodig is"), Boundary.Kind.HARD, Boundary.Source.POLICY,
            _("Vanaf %(age)s jaar, wie woont in %(area)s. Er zijn %(count)s steunverklaringen nodig.")
            % {"age": rules.min_age, "area": rules.area.name, "count": rules.threshold},
            reference=rules.source,
        )
    ]  # fmt: skip


def _question(proposal: Proposal, facts: AcceptFacts, closes: date, actor: Actor, key: str | None) -> Process:
    """Make the question of a proposal, with its room on the site."""
    rules = proposal.rules
    phase, scale = _kader(rules)
    process = processes.create_process(
        tenant=rules.tenant, framework=phase.framework, actor=actor, key=part_key(key, "question"),
        facts=processes.ProcessFacts(
            title=proposal.contribution.title, phase=phase, scale=scale, owner=facts.contact,
            themes=tuple(facts.themes), areas=(rules.area,), participation=True, ground=rules.source,
            motivation=_("Inwoners mogen iets op de agenda zetten. Dit voorstel past binnen de regels."),
            lead=Process.Lead.GOVERNMENT,
        ),
    )  # fmt: skip
    room = rooms.write_room(
        process=process, room=None, changes=_room(proposal, facts, closes), boundaries=_limits(rules), actor=actor,
        key=part_key(key, "room"),
    )  # fmt: skip
    room = rooms.adopt_room(
        room=room, organ=rules.adopted_by, on=rules.adopted_on, consent=rules.source, actor=actor,
        key=part_key(key, "adopted"),
    )  # fmt: skip
    rooms.publish_room(room=room, actor=actor, key=part_key(key, "published"))
    process.refresh_from_db()
    return process


def _answer(proposal: Proposal, process: Process, actor: Actor, key: str | None) -> None:
    """Tell whoever handed it in that people can support it now, and where."""
    said = proposal.contribution
    reason = _(
        "Uw voorstel ‘%(title)s’ past binnen de regels. Vanaf nu kunnen mensen het steunen. "
        "U leest hier hoe het verder gaat."
    ) % {"title": said.title}
    laid = landing.land(
        process=said.process, draft=AnswerDraft(OutcomeCode.ADOPTED, reason), contributions=[said], actor=actor,
        written_place=process.title, key=part_key(key, "landed"),
    )  # fmt: skip
    replying.send(process=said.process, answers=[laid], actor=actor, key=part_key(key, "sent"))


@act("petition.accepted", Proposal, on=("proposal.contribution", "proposal"))
def accept(
    *, proposal: Proposal, facts: AcceptFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Proposal]:
    """Open a proposal for support. The rules of the day on which it was handed in go with it, and stay as they are.

    Raises BadInput at a field of `facts`, or NotNow with what the kader or the room still lacks.
    """
    said = undecided(proposal)
    if not facts.themes:
        raise BadInput(_("Kies minstens één thema."), field="themes")
    first = facts.opens_on or clock.today()
    if first < clock.today():
        raise BadInput(_("Deze dag is voorbij. Kies vandaag of later."), field="opens_on")
    closes = last_day(proposal.rules, first)
    process = _question(proposal, facts, closes, actor, key)
    round = rounds.plan_round(
        process=process, actor=actor, key=part_key(key, "planned"),
        facts=rounds.RoundFacts(
            KEY, process.phase, said.title, first, closes, prompt=said.text,
            settings=proposal.rules.settings(proposal.why),
        ),
    )  # fmt: skip
    round = rounds.release_round(round=round, actor=actor, key=part_key(key, "opened"))
    proposal.round, proposal.mend_note = round, ""
    proposal.save(update_fields=("round", "mend_note"))
    _answer(proposal, process, actor, key)
    data = {"process": str(process.pk), "round": str(round.pk), "rules": proposal.rules.version}
    return Done(proposal, data)
