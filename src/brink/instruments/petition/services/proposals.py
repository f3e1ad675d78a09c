"""Handing in a proposal at the open door of a body, and what the desk says of it before anybody can support it."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, OutcomeCode, Publicity
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.following import require_giver
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.standing_question import standing_of, standing_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, email_address
from brink.instruments.petition.models import Proposal, RuleSet
from brink.instruments.petition.person_key import age_on
from brink.instruments.petition.round_settings import PROPOSAL
from brink.instruments.petition.services.taken_up import let_go

TITLE, ASKS, WHY = 80, 60, 300
"""The longest title in signs, and the longest request and reasons in words."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a resident hands in. `name`, `email` and `phone` are kept apart, encrypted."""

    title: str
    asks: str
    why: str
    name: str
    born: date
    email: str = ""
    phone: str = ""
    news: str = ""
    show_name: bool = False


@dataclass(frozen=True, slots=True)
class ProposalDetail:
    """The own row of what was handed in."""

    rules: RuleSet
    why: str
    news: str
    shown_name: str

    def write(self, contribution: Contribution) -> None:
        """Write it, in the transaction of giving."""
        Proposal.objects.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, contribution=contribution,
            rules=self.rules, why=self.why, news=self.news, shown_name=self.shown_name,
        )  # fmt: skip


def _few(text: str, most: int, field: str) -> str:
    """Return a cleaned text of at most so many words."""
    count = len(text.split())
    if count > most:
        said = _("Maak deze tekst korter: nu %(count)s woorden, hoogstens %(most)s.")
        raise BadInput(said % {"count": count, "most": most}, field=field)
    return text


def checked(handed: Handed) -> Handed:
    """Return the words of a proposal cleaned, or raise BadInput at the field to mend."""
    asks = clean(
        handed.asks, limit=ASKS * 15, field="asks", empty=_("Schrijf op wat u vraagt."),
        too_long=_("Deze tekst is te lang. Maak hem korter."),
    )  # fmt: skip
    why = clean(
        handed.why, limit=WHY * 15, field="why", empty=_("Schrijf op waarom u dit vraagt."),
        too_long=_("Deze tekst is te lang. Maak hem korter."),
    )  # fmt: skip
    news = clean(
        handed.news, limit=WHY * 15, field="news", too_long=_("Deze tekst is te lang. Maak hem korter.")
    )
    return replace(
        handed,
        title=clean(
            handed.title, limit=TITLE, field="title", empty=_("Geef uw voorstel een titel."),
            too_long=_("Maak de titel korter dan 80 tekens."),
        ),
        asks=_few(asks, ASKS, "asks"),
        why=_few(why, WHY, "why"),
        news=_few(news, WHY, "news"),
        name=clean(
            handed.name, limit=120, field="name", empty=_("Vul uw naam in. Alleen de griffie leest hem."),
            too_long=_("Maak de naam korter dan 120 tekens."),
        ),
        phone=clean(handed.phone, limit=40, field="phone", too_long=_("Maak dit korter dan 40 tekens.")),
        email=email_address(
            handed.email, field="email", wrong=_("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
        ) if handed.email.strip() else "",
    )  # fmt: skip


def open_round(rules: RuleSet) -> Round:
    """Return where a proposal comes in; raises NotNow while the body has no open door."""
    standing = standing_of(rules.tenant)
    round = standing_round(standing) if standing is not None else None
    if round is None:
        raise NotNow(_("Een voorstel doen kan nog niet. Bel ons, dan helpen wij u."))
    return round


def hand_in(*, rules: RuleSet, handed: Handed, key: str | None) -> Receipt:
    """Take in a proposal; the code is the answer. Raises BadInput at the field to mend, or NotNow."""
    handed = checked(handed)
    if not (handed.email or handed.phone):
        raise BadInput(_("Vul uw e-mail of telefoon in. Dan kunnen wij u iets vragen."), field="email")
    if age_on(handed.born, clock.today()) < rules.min_age:
        said = _("U kunt een voorstel doen vanaf %(age)s jaar. Vertel uw idee wel: dat kan op elke leeftijd.")
        raise BadInput(said % {"age": rules.min_age}, field="born")
    words = Words(
        kind=PROPOSAL, title=handed.title, text=handed.asks, publicity=Publicity.CLOSED, name=handed.name,
        email=handed.email, phone=handed.phone,
    )  # fmt: skip
    detail = ProposalDetail(rules, handed.why, handed.news, handed.name[:80] if handed.show_name else "")
    return give(round=open_round(rules), words=words, actor=RESIDENT, key=key, detail=detail)


def undecided(proposal: Proposal) -> Contribution:
    """Return the words of a proposal that nobody accepted or refused yet; raises NotNow."""
    said = proposal.contribution
    if said.withdrawn_at is not None:
        raise NotNow(_("Wie dit indiende, heeft het voorstel ingetrokken."))
    if proposal.round_id is not None:
        raise NotNow(_("Dit voorstel staat al open voor steun."))
    if proposal.refused_at is not None:
        raise NotNow(_("Dit voorstel is al afgewezen."))
    return said


@act("petition.mend_asked", Proposal, on=("proposal.contribution", "proposal"))
def ask_mend(
    *, proposal: Proposal, note: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Proposal]:
    """Ask whoever handed it in to change something; they read it under their code."""
    undecided(proposal)
    proposal.mend_note = clean(
        note, limit=1_000, field="note", empty=_("Schrijf op wat er anders moet. De indiener leest dit."),
        too_long=_("Maak dit korter dan 1.000 tekens."),
    )  # fmt: skip
    proposal.save(update_fields=("mend_note",))
    return Done(proposal)


@act("petition.mended", Proposal, on=("proposal.contribution", "proposal"))
def mend(
    *, proposal: Proposal, handed: Handed, code: str, actor: Actor = RESIDENT, key: str | None
) -> Done[Proposal]:
    """Put other words in the place of those that were handed in, by whoever holds the code, while the desk asks it."""
    require_giver(proposal.contribution, code)
    said = undecided(proposal)
    if not proposal.mend_note:
        raise NotNow(_("Wij hebben u niet gevraagd om iets te veranderen. Bel ons als u dat toch wilt."))
    handed = checked(replace(handed, name="x"))
    said.title, said.text = handed.title, handed.asks
    said.save(update_fields=("title", "text"))
    said.source.verbatim = handed.asks
    said.source.save(update_fields=("verbatim",))
    proposal.why, proposal.news, proposal.mend_note = handed.why, handed.news, ""
    proposal.save(update_fields=("why", "news", "mend_note"))
    return Done(proposal)


@act("petition.refused", Proposal, on=("proposal.contribution", "proposal"))
def refuse(
    *, proposal: Proposal, ground: str, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Proposal]:
    """Refuse a proposal by one of the sentences of its rules, with a reason; it is told under the code at once."""
    said = undecided(proposal)
    if ground not in proposal.rules.exclusions:
        raise BadInput(_("Kies een grond uit de regels en schrijf in een zin waarom."), field="ground")
    proposal.ground, proposal.refused_at = ground, clock.now()
    proposal.reason = clean(
        reason, limit=2_000, field="reason", empty=_("Kies een grond uit de regels en schrijf in een zin waarom."),
        too_long=_("Maak dit korter dan 2.000 tekens."),
    )  # fmt: skip
    proposal.save(update_fields=("ground", "reason", "refused_at"))
    draft = AnswerDraft(OutcomeCode.OUTSIDE, f"{ground} {proposal.reason}")
    laid = landing.land(
        process=said.process, draft=draft, contributions=[said], actor=actor, key=part_key(key, "landed")
    )
    replying.send(process=said.process, answers=[laid], actor=actor, key=part_key(key, "sent"))
    return Done(proposal)


def forget(contribution: Contribution) -> None:
    """Empty the own words of a proposal that its giver withdrew. What people support already stays there."""
    rows = Proposal.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution)
    for one in rows.select_related("round__process"):
        let_go(one)
    rows.update(why="", news="", shown_name="", mend_note="")
