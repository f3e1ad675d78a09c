"""What a decision still lacks before it may be published. Pure: facts in, findings out (promise 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.framework.levels import Level, rank
from brink.foundation.findings import Finding, Severity

EXPLANATION_WORDS = 150


@dataclass(frozen=True, slots=True)
class Dissent:
    """A group of people that saw it otherwise, as the frozen outcome of a round names it."""

    round_id: str
    key: str
    title: str
    size: int
    sources: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Unweighed:
    """Something that has no weighing line yet: an interest, a bundle or a group of `size` people; `where` it waits."""

    kind: str
    title: str
    where: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing line as the rules read it: about whom, where it stands, and its texts by their name."""

    who: str
    where: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """The facts of a decision that the rules look at. Names only for what has no weighing line yet."""

    level: str
    is_council: bool
    competence: str
    text: str
    explanation: str
    has_evaluation: bool
    options: int
    has_nothing: bool
    chosen: int
    unweighed: Sequence[Unweighed]
    has_minority_note: bool
    claims_no_minority: bool
    dissenting_groups: int
    has_advice: bool
    votes: int
    open_rounds: Sequence[str]
    weighed: Sequence[Weighed] = ()
    quotes_outsider: bool = False
    vote_faults: Sequence[str] = ()
    silent: Sequence[str] = ()
    left_to: str = ""
    unanswered: Sequence[str] = ()


def missing(record: Record) -> list[Finding]:
    """Return everything that holds publication back, in the order in which the desk page asks for it."""
    return [
        *_basics(record), *_options(record), *_weighing(record), *_repeated(record), *_minority(record), *_vote(record),
        *_principles(record),
    ]  # fmt: skip


def without_marks(text: str) -> str:
    """Return a text without the quotation marks around it: the page writes its own."""
    return text.strip().strip("‘’'“”\"").strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?")


def _repeated(record: Record) -> list[Finding]:
    """Advise against one sentence for two things at stake: what holds for everybody was not weighed for anybody."""
    first: dict[tuple[str, str], Weighed] = {}
    found = []
    for line in record.weighed:
        for name, text in line.texts.items():
            before = first.setdefault((name, _folded(text)), line)
            if before is line:
                continue
            sentence = _("Bij ‘%(one)s’ staat dezelfde zin als bij ‘%(other)s’. Schrijf wat voor ‘%(one)s’ geldt.")
            message = sentence % {"one": line.who, "other": before.who}
            found.append(Finding("same_words", message, weight=Severity.ADVICE, where=line.where))
            break
    return found


def _blocks(key: str, message: str, where: str) -> Finding:
    return Finding(key=key, message=message, weight=Severity.BLOCKS, where=where)


def _basics(record: Record) -> list[Finding]:
    found = []
    for title in record.open_rounds:
        found.append(_blocks("round_open", _("Ronde ‘%(title)s’ is nog niet afgesloten.") % {"title": title}, "ronden"))
    if record.left_to:
        sentence = _("Dit soort besluit is aan %(who)s. Klopt het orgaan?") % {"who": record.left_to}
        found.append(Finding("left_to", sentence, weight=Severity.ADVICE, where="besluit"))
    if not record.text:
        found.append(_blocks("text", _("Schrijf op wat er is besloten."), "besluit"))
    if not record.competence:
        found.append(_blocks("competence", _("Noem de wet of regel waarop dit besluit steunt."), "besluit"))
    if not record.explanation:
        found.append(_blocks("explanation", _("Leg het besluit uit in klare taal."), "besluit"))
    elif len(record.explanation.split()) > EXPLANATION_WORDS:
        found.append(_blocks("explanation_long", _("Maak de uitleg korter dan 150 woorden."), "besluit"))
    if not record.has_evaluation:
        found.append(_blocks("evaluation", _("Kies de dag waarop u terugkijkt op dit besluit."), "besluit"))
    return found


def _options(record: Record) -> list[Finding]:
    found = []
    if record.options < 2 or not record.has_nothing:
        found.append(_blocks("options", _("Zet de keuzes op een rij, met ‘niets doen’ als een ervan."), "keuzes"))
    if record.chosen != 1:
        found.append(_blocks("chosen", _("Wijs één keuze aan die het is geworden."), "keuzes"))
    return found


def _weighing(record: Record) -> list[Finding]:
    return [_blocks(_WEIGH_KEYS[one.kind], _weigh(one), one.where) for one in record.unweighed]


_WEIGH_KEYS = {"interest": "interest", "bundle": "bundle", "group": "dissent"}


def _weigh(one: Unweighed) -> str:
    if one.kind == "interest":
        return _("Weeg het belang ‘%(title)s’.") % {"title": one.title}
    if one.kind == "bundle":
        return _("Weeg de bundel ‘%(title)s’.") % {"title": one.title}
    sentence = ngettext(
        "Weeg de groep ‘%(title)s’ (%(size)d mens).", "Weeg de groep ‘%(title)s’ (%(size)d mensen).", one.size
    )
    return sentence % {"title": one.title, "size": one.size}


def _minority(record: Record) -> list[Finding]:
    if not record.has_minority_note:
        return [
            _blocks(
                "minority",
                _("Schrijf op wat de minderheid heeft ingebracht en wat u ermee heeft gedaan."),
                "minderheid",
            )
        ]
    if record.claims_no_minority and record.dissenting_groups:
        sentence = _("Er is wel een groep die het anders ziet. Beschrijf haar sterkste argument.")
        return [_blocks("minority_denied", sentence, "minderheid")]
    if record.quotes_outsider:
        sentence = _("De woorden die u aanhaalt, komen niet uit een groep die het anders ziet. Kies woorden van hen.")
        return [Finding("minority_outsider", sentence, weight=Severity.ADVICE, where="minderheid")]
    return []


def _vote(record: Record) -> list[Finding]:
    found = []
    if record.level and rank(record.level) >= rank(Level.ADVISE) and not record.has_advice:
        found.append(_blocks("advice", _("Schrijf op of u het advies van inwoners volgt, en waarom."), "advies"))
    if record.is_council and not record.votes:
        found.append(_blocks("votes", _("Vul per fractie in hoeveel leden voor en tegen waren."), "stemming"))
    found += [_blocks("vote_group", fault, "stemming") for fault in record.vote_faults]
    if record.is_council:
        sentence = _("Schrijf op waarom ‘%(group)s’ tegen was, of vraag het en wacht zeven dagen.")
        found += [_blocks("silent_group", sentence % {"group": one}, "fracties") for one in record.silent]
    return found


def _principles(record: Record) -> list[Finding]:
    if not record.unanswered:
        return []
    sentence = _("Zeg bij deze beginselen van goed bestuur of het besluit eraan voldoet: %(names)s.")
    return [_blocks("principles", sentence % {"names": ", ".join(record.unanswered)}, "beginselen")]


@dataclass(frozen=True, slots=True)
class Breadth:
    """How widely a decision is carried: in seats and in groups, both, because they can differ."""

    in_favour: int
    against: int
    groups_in_favour: int
    groups: int


def breadth(votes: Sequence[tuple[int, int]]) -> Breadth | None:
    """Count a vote per group given as (for, against); None when nobody voted."""
    if not votes:
        return None
    return Breadth(
        in_favour=sum(one for one, _against in votes),
        against=sum(other for _favour, other in votes),
        groups_in_favour=sum(one > other for one, other in votes),
        groups=len(votes),
    )
