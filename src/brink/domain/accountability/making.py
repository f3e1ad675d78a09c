"""Making a notice and a motivation of what is there. Pure: facts in; parts of a text out, or the holes in it.

A hole is a finding: what is missing, who can mend it, and where. A text with a hole is not made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.accountability.models import ParticipationChoice
from brink.domain.accountability.queries import given_by, taken_in
from brink.domain.accountability.room_fit import outside
from brink.domain.accountability.text_facts import Facts, Followed
from brink.domain.contributions.models import OutcomeCode
from brink.domain.framework.levels import PROMISES, Level
from brink.domain.processes.dates import day_of, in_words
from brink.domain.processes.models import Boundary, Process, RoomStatement
from brink.domain.processes.sheets import address_of
from brink.domain.processes.told_facts import decides_on, who_asks
from brink.foundation import clock
from brink.foundation.disclosure import K, batched
from brink.foundation.findings import Finding


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, or a list of points under each other."""

    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]

    def lines(self) -> list[str]:
        """Return it as lines, for who reads it as plain text."""
        return [line for one in self.paragraphs for line in (one.text, *(f"- {point}" for point in one.points)) if line]


def parts_of(stored: Sequence[Any]) -> list[Part]:
    """Return the parts of a text as they were kept."""
    return [
        Part(heading, tuple(Paragraph(text, tuple(points)) for text, points in paragraphs))
        for heading, paragraphs in stored
    ]


@dataclass(frozen=True, slots=True)
class Made:
    """A text as far as it can be made: its parts, and the holes for which it is refused."""

    parts: tuple[Part, ...] = ()
    holes: tuple[Finding, ...] = ()

    def stored(self) -> list[list[object]]:
        """Return the parts as they are kept."""
        return [[one.heading, [[said.text, list(said.points)] for said in one.paragraphs]] for one in self.parts]


@dataclass(slots=True)
class _Text:
    """A text in the making."""

    parts: list[Part] = field(default_factory=list)
    holes: list[Finding] = field(default_factory=list)

    def add(self, heading: str, *paragraphs: str | Sequence[str]) -> None:
        said = tuple(
            Paragraph(one) if isinstance(one, str) else Paragraph(points=tuple(one)) for one in paragraphs if one
        )
        if said:
            self.parts.append(Part(heading, said))

    def hole(self, key: str, message: str, where: str, mender: str = "officer") -> None:
        self.holes.append(Finding(key, message, mender=mender, where=where))

    @property
    def made(self) -> Made:
        return Made(tuple(self.parts), tuple(self.holes))


def count_words(number: int) -> str:
    """Say how many contributions there are, in whole tens and never fewer than ten (`foundation.disclosure`)."""
    if number <= 0:
        return _("Er zijn geen bijdragen.")
    told = batched(number)
    if not told:
        return _("Er zijn minder dan %(least)d bijdragen.") % {"least": K}
    return ngettext("Er is ten minste %(number)d bijdrage.", "Er zijn ten minste %(number)d bijdragen.", told) % {
        "number": told
    }


def notice(facts: Facts) -> Made:
    """Make the notice: who is asked, about what, when, who does what, and where to read more."""
    text = _Text()
    process, room = facts.process, facts.room
    if facts.choice is None:
        text.hole("choice", _("Kies het niveau of de uitzondering in het participatiebesluit."), _choice_page(process))
    if not process.participation or (facts.choice is not None and facts.choice.exception):
        text.hole("no_participation", _("Volgens het participatiebesluit doen inwoners niet mee."),
                  _choice_page(process))  # fmt: skip
    if room is None:
        text.hole("room", _("Zet eerst de speelruimte op de site."), "speelruimte")
        return text.made
    _question(text, facts, room)
    _calendar(text, facts, room)
    _limits(text, room, facts.boundaries)
    _roles(text, facts, room)
    _contact(text, process, room)
    return text.made


def _choice_page(process: Process) -> str:
    return reverse("accountability:desk_choice", args=[process.slug])


def _question(text: _Text, facts: Facts, room: RoomStatement) -> None:
    areas = ", ".join(one.name for one in facts.process.areas.all())
    text.add(_("Waar het over gaat"), room.question, room.summary, _("Gebied: %(areas)s.") % {"areas": areas})
    if not room.audience:
        text.hole("audience", _("Schrijf in de speelruimte op wie u vraagt."), "speelruimte#id_audience")
    text.add(_("Wie wij vragen"), room.audience)


def _calendar(text: _Text, facts: Facts, room: RoomStatement) -> None:
    rounds = [
        _("‘%(title)s’, van %(start)s tot en met %(end)s.")
        % {"title": one.title, "start": in_words(day_of(one.opens_at)), "end": in_words(one.last_day)}
        for one in facts.rounds if not one.endless
    ]  # fmt: skip
    events = [
        _("‘%(title)s’, %(day)s, %(venue)s.")
        % {"title": one.title, "day": _moment(one.starts_at), "venue": one.venue}
        for one in facts.events
    ]
    if not rounds and not events and room.level != Level.INFORM:
        text.hole("calendar", _("Geef eerst een ronde vrij, of plan een bijeenkomst."), "rondes")
    text.add(_("Hoe en wanneer u mee kunt doen"), [*rounds, *events])


def _moment(at: datetime) -> str:
    there = at.astimezone(clock.AMSTERDAM)
    return _("%(day)s om %(hour)s uur") % {"day": date_format(there, "j F Y"), "hour": date_format(there, "H.i")}


def _limits(text: _Text, room: RoomStatement, boundaries: Sequence[Boundary]) -> None:
    fixed = [one.subject for one in boundaries if one.kind == Boundary.Kind.HARD]
    text.add(_("Waarover u mee kunt praten"), list(room.open_points))
    text.add(_("Wat vastligt"), [*fixed, *room.closed_points])


def _roles(text: _Text, facts: Facts, room: RoomStatement) -> None:
    process = facts.process
    if not room.plan:
        text.hole("plan", _("Schrijf in de speelruimte op wat u met de inbreng doet."), "speelruimte#id_plan")
    assert room.decider is not None
    said = [who_asks(process, [one.body for one in facts.partners]) + "."]
    said += [
        _("%(body)s doet dit: %(part)s") % {"body": one.body.opening, "part": one.part} for one in facts.partners
    ]
    decided = decides_on(room.decider, room.decision_on) if room.decision_on else ""
    text.add(_("Wie wat doet"), *said, decided)
    text.add(_("Wat wij met uw inbreng doen"), str(PROMISES[Level(room.level)]), room.promise, room.plan)
    if room.reply_on:
        text.add(_("Wanneer u antwoord krijgt"), _("Uiterlijk op %(day)s.") % {"day": in_words(room.reply_on)})


def _contact(text: _Text, process: Process, room: RoomStatement) -> None:
    assert room.contact is not None
    body = process.tenant
    phone, email = room.contact.phone or body.telephone, body.email
    if not phone and not email:
        text.hole("contact", _("Vul een telefoonnummer of e-mailadres in. Nu kan niemand u bereiken."),
                  reverse("people:facts"), "admin")  # fmt: skip
    text.add(
        _("Waar u meer leest, en wie u helpt"), address_of(process),
        ", ".join(filter(None, (room.contact.name, phone, email))),
    )  # fmt: skip


def motivation(facts: Facts, after: Followed) -> Made:
    """Make the motivation: how people were involved, what was done with it, and how own policy was followed."""
    text = _Text()
    process, room, decision = facts.process, facts.room, after.decision
    if room is None:
        text.hole("room", _("Zet eerst de speelruimte op de site."), "speelruimte")
    if facts.choice is None:
        text.hole("choice", _("Kies het niveau of de uitzondering in het participatiebesluit."), _choice_page(process))
    if decision is None:
        text.hole("decision", _("Maak eerst het besluit openbaar."), reverse("decisions:desk_index"), "clerk")
    if after.unlanded:
        message = ngettext(
            "Nog %(number)d bijdrage heeft geen plek. Zeg eerst wat ermee is gedaan.",
            "Nog %(number)d bijdragen hebben geen plek. Zeg eerst wat ermee is gedaan.", after.unlanded,
        )  # fmt: skip
        text.hole("unlanded", message % {"number": after.unlanded}, reverse("processes:desk", args=[process.slug]))
    if room is None or decision is None:
        return text.made
    said = _("%(organ)s, %(day)s") % {"organ": decision.organ.opening, "day": in_words(decision.on)}
    text.add(_("Het besluit"), decision.title, said, decision.explanation)
    held = [one.title for one in facts.events] + [one.title for one in facts.rounds if not one.endless]
    text.add(_("Hoe wij mensen hebben betrokken"), held, count_words(after.voices))
    text.add(_("Wat wij hebben gehoord"), [f"{one.bundle.title}: {one.said_by}" for one in after.needs])
    text.add(_("Wat ermee is gedaan"), *_done(after))
    text.add(_("De minderheid"), *_minority(after))
    text.add(_("Hoe wij ons aan ons eigen beleid hebben gehouden"), *_policy(facts, after))
    return text.made


def _done(after: Followed) -> Iterator[str | Sequence[str]]:
    assert after.decision is not None
    for line in after.decision.lines.all():
        yield f"{line.who}: {line.done} {line.reason}"
    told = [(str(label), batched(after.outcomes.get(code, 0))) for code, label in OutcomeCode.choices]
    counted = [
        _("%(outcome)s: ten minste %(number)d") % {"outcome": capfirst(label), "number": number}
        for label, number in told if number
    ]  # fmt: skip
    yield counted


def _minority(after: Followed) -> Iterator[str]:
    note = getattr(after.decision, "minority", None)
    if note is None:
        return
    if note.none_found:
        yield _("Er is geen groep gevonden die het anders ziet. Zo is gezocht: %(method)s") % {"method": note.method}
        return
    yield _("Overgenomen: %(text)s") % {"text": note.adopted}
    yield _("Waarom niet verder: %(text)s") % {"text": note.not_further}
    yield _("Wat de pijn verzacht: %(text)s") % {"text": note.softening}


def choice_words(choice: ParticipationChoice) -> str:
    """Say in one sentence what the participation decision is."""
    if choice.exception:
        return _("Inwoners doen niet mee: %(exception)s (woorden uit: %(source)s).") % {
            "exception": choice.exception_name, "source": choice.exception_source,
        }  # fmt: skip
    return _("Inwoners doen mee op het niveau ‘%(level)s’.") % {"level": choice.get_level_display()}


def _policy(facts: Facts, after: Followed) -> Iterator[str]:
    room, decision = facts.room, after.decision
    assert room is not None
    assert decision is not None
    yield _("Het kader is %(kader)s.") % {"kader": str(facts.process.framework)}
    if facts.choice is not None:
        yield f"{choice_words(facts.choice)} {facts.choice.reason}"
    yield _("Dit hebben wij beloofd: %(promise)s") % {"promise": PROMISES[Level(room.level)]}
    for one in after.deviations:
        yield _("Hier zijn wij afgeweken: %(subject)s. %(why)s") % {"subject": one.subject, "why": one.motivation}
    for left in decision.policy_deviations.all():
        yield _("Anders dan het beleid: %(rule)s. %(why)s") % {"rule": left.rule, "why": left.reason}
    if after.fit is not None:
        past = outside(given_by(after.fit.room), taken_in(decision, after.fit))
        if not past:
            yield _("Het besluit past binnen de afspraak met de volksvertegenwoordiging.")
            return
        said = _("Het besluit past niet binnen de afspraak met de volksvertegenwoordiging. %(why)s %(reason)s")
        yield said % {"why": " ".join(f"{one.rstrip('.')}." for one in past), "reason": after.fit.reason}
