"""What the steps of a question and its rounds do, told before: to how many, and what can be done after."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.people.models import Body
from brink.domain.processes.dates import day_of, in_words
from brink.domain.processes.models import Event, Process, RoomStatement, Round
from brink.foundation import clock


def mailed(process: Process) -> str:
    """Say who hears of it by mail."""
    count = process.contribution_count
    if not count:
        return _("Er heeft nog niemand meegedaan: niemand krijgt mail.")
    return ngettext(
        "De gever van %(n)s bijdrage krijgt mail als er een adres is, en leest het onder de code.",
        "De gevers van %(n)s bijdragen krijgen mail als zij een adres hebben gegeven, en lezen het onder hun code.",
        count,
    ) % {"n": count}


def _given(count: int) -> str:
    said = ngettext("Er is %(n)s bijdrage.", "Er zijn %(n)s bijdragen.", count)
    return said % {"n": count}


def participation(process: Process) -> Foreseen:
    """Foresee publishing whether residents take part."""
    said = _("Iedereen leest dat inwoners meedoen.") if process.participation else _(
        "Iedereen leest dat inwoners niet meedoen."
    )
    return Foreseen(
        kind="process.participation",
        title=_("Maak het participatiebesluit openbaar"),
        button=_("Ja, maak het openbaar"),
        lines=(said, _("Uw uitleg staat erbij."), _("Dit staat daarna vast.")),
        after=_("U kunt de vraag stoppen, met een reden, en een nieuwe vraag beginnen."),
        readings=(Reading(process.title, (("", process.motivation), ("", process.ground))),),
    )


def room(draft: RoomStatement, *, version: str) -> Foreseen:
    """Foresee publishing a version of the room statement."""
    first = draft.version == 1
    lines = [_("De speelruimte komt op de site. Iedereen kan haar lezen en bewaren.")]
    if not first:
        lines.append(_("De vorige versie blijft te lezen, met uw reden."))
        lines.append(mailed(draft.process))
    lines.append(_("De tekst staat daarna vast."))
    parts = [("", draft.question)] + ([(_("Waarom deze versie"), draft.change_reason)] if not first else [])
    return Foreseen(
        kind="room.published",
        title=_("Zet de speelruimte op de site"),
        button=_("Ja, zet haar op de site"),
        lines=tuple(lines),
        after=_("U verbetert een fout met een nieuwe versie, met een reden."),
        readings=(Reading(_("De vraag"), tuple(parts)),),
        carries={"version": version},
    )


def drop_version(draft: RoomStatement) -> Foreseen:
    """Foresee throwing a new version of the room statement away."""
    why = ((_("Waarom deze versie"), draft.change_reason),) if draft.change_reason else ()
    return Foreseen(
        kind="room.dropped",
        title=_("Gooi de nieuwe versie weg"),
        button=_("Ja, gooi weg"),
        lines=(
            _("De nieuwe versie verdwijnt, met wat u erin veranderde. Niemand buiten de balie heeft haar gezien."),
            _("Wat nu op de site staat, blijft staan."),
        ),
        after=_("Weggooien kunt u niet terugdraaien. Begin dan opnieuw een nieuwe versie."),
        readings=(Reading(draft.question, why),),
        read_as=_("Dit gaat weg"),
    )


def release(round: Round) -> Foreseen:
    """Foresee letting a round open."""
    days = {"first": in_words(day_of(round.opens_at)), "last": in_words(round.last_day), "title": round.title}
    opens = (
        _("‘%(title)s’ gaat meteen open, tot en met %(last)s.")
        if round.opens_at <= clock.now()
        else _("‘%(title)s’ gaat vanzelf open op %(first)s, tot en met %(last)s.")
    )
    return Foreseen(
        kind="round.opened",
        title=_("Geef ‘%(title)s’ vrij") % days,
        button=_("Ja, geef vrij"),
        lines=(
            opens % days,
            _("De ronde staat meteen op de pagina van de vraag en in de agenda van iedereen."),
            _("De instellingen van de ronde staan daarna vast."),
        ),
        after=_("U kunt de ronde pauzeren, langer open houden of eerder sluiten, met een reden die iedereen leest."),
    )


def close(round: Round) -> Foreseen:
    """Foresee closing and counting a round after its last day."""
    return Foreseen(
        kind="round.closed",
        title=_("Sluit en tel ‘%(title)s’") % {"title": round.title},
        button=_("Ja, sluit en tel"),
        lines=(
            _given(round.contribution_count) + " " + _("De uitslag wordt geteld en staat daarna vast."),
            _("Brieven en formulieren die u nog niet heeft ingevoerd, tellen niet meer mee."),
            _("Iedereen leest de uitslag op de pagina van de vraag."),
        ),
        after=_("Sluiten kunt u niet terugdraaien. Wat later komt, hoort bij een nieuwe ronde."),
    )


def close_early(round: Round) -> Foreseen:
    """Foresee closing a round before its day."""
    return Foreseen(
        kind="round.closed_early",
        title=_("Sluit ‘%(title)s’ eerder") % {"title": round.title},
        button=_("Ja, sluit de ronde nu"),
        lines=(
            _("Niemand kan meer meedoen. Beloofd was: tot en met %(day)s.") % {"day": in_words(round.last_day)},
            _given(round.contribution_count) + " " + _("De uitslag wordt geteld en staat daarna vast."),
            _("Iedereen leest uw reden op de pagina van de vraag. De agenda verandert mee."),
            mailed(round.process),
        ),
        after=_("Sluiten kunt u niet terugdraaien. Wilt u later verder? Pauzeer de ronde dan."),
    )


def pause(round: Round) -> Foreseen:
    """Foresee holding a round back for a while."""
    return Foreseen(
        kind="round.paused",
        title=_("Pauzeer ‘%(title)s’") % {"title": round.title},
        button=_("Ja, pauzeer de ronde"),
        lines=(
            _("Niemand kan meedoen tot u de ronde weer opent."),
            _given(round.contribution_count) + " " + _("Die blijven bewaard en tellen mee."),
            _("De laatste dag blijft %(day)s.") % {"day": in_words(round.last_day)},
            _("Iedereen leest uw reden op de pagina van de vraag."),
            mailed(round.process),
        ),
        after=_("U kunt de ronde elk moment weer openen, en langer open houden."),
    )


def resume(round: Round) -> Foreseen:
    """Foresee letting people take part again."""
    return Foreseen(
        kind="round.resumed",
        title=_("Open ‘%(title)s’ weer") % {"title": round.title},
        button=_("Ja, open de ronde weer"),
        lines=(
            _("Iedereen kan weer meedoen, tot en met %(day)s.") % {"day": in_words(round.last_day)},
            mailed(round.process),
        ),
        after=_("U kunt de ronde opnieuw pauzeren, met een reden."),
    )


def extend(round: Round, closes_on: date) -> Foreseen:
    """Foresee keeping a round open longer."""
    return Foreseen(
        kind="round.extended",
        title=_("Houd ‘%(title)s’ langer open") % {"title": round.title},
        button=_("Ja, houd langer open"),
        lines=(
            _("Iedereen kan meedoen tot en met %(day)s. Beloofd was: tot en met %(before)s.")
            % {"day": in_words(closes_on), "before": in_words(round.last_day)},
            _("Iedereen leest uw reden op de pagina van de vraag. De agenda verandert mee."),
            mailed(round.process),
        ),
        after=_("U kunt de ronde eerder sluiten, met een reden die iedereen leest."),
    )


def weigh(process: Process) -> Foreseen:
    """Foresee beginning to weigh."""
    return Foreseen(
        kind="process.weighing",
        title=_("Begin de weging"),
        button=_("Ja, begin de weging"),
        lines=(
            _("Iedereen leest dat u nu weegt wat mensen zeiden.") + " " + _given(process.contribution_count),
            _("Nieuwe rondes kunnen niet meer open."),
            _("Wie een adres heeft gegeven en nog wacht, krijgt daar mail over."),
        ),
        after=_("De weging zelf blijft open tot het besluit. Terug naar meedoen kunt u niet."),
    )


def answered(process: Process) -> Foreseen:
    """Foresee saying that everybody has an answer."""
    return Foreseen(
        kind="process.answered",
        title=_("Iedereen heeft antwoord"),
        button=_("Ja, iedereen heeft antwoord"),
        lines=(
            _("Iedereen leest dat deze vraag is beantwoord.") + " " + _given(process.contribution_count),
            _("Nieuwe woorden worden daarna geweigerd."),
        ),
        after=_("Wie zegt dat een antwoord niet klopt, krijgt nog een nieuw antwoord. De vraag gaat niet weer open."),
    )


def evaluate(process: Process) -> Foreseen:
    """Foresee closing the book."""
    lessons = list(process.lessons.all())
    said = ngettext("%(n)s leermoment wordt openbaar.", "%(n)s leermomenten worden openbaar.", len(lessons))
    return Foreseen(
        kind="process.evaluated",
        title=_("Rond dit proces af"),
        button=_("Ja, rond af"),
        lines=(said % {"n": len(lessons)}, _("Daarna verandert er niets meer aan deze vraag.")),
        after=_("Afronden kunt u niet terugdraaien. U kunt een nieuwe vraag beginnen die hierop volgt."),
        readings=tuple(Reading(one.happened, ((_("Voortaan"), one.change),)) for one in lessons),
    )


def stop(process: Process) -> Foreseen:
    """Foresee stopping a question."""
    open_rounds = process.rounds.filter(opened_at__isnull=False, closed_at=None).count()
    meetings = process.events.filter(starts_at__gt=clock.now(), cancelled_at=None).count()
    rounds = ngettext(
        "%(n)s ronde sluit meteen en wordt geteld.", "%(n)s rondes sluiten meteen en worden geteld.", open_rounds
    )
    off = ngettext("%(n)s bijeenkomst gaat niet door.", "%(n)s bijeenkomsten gaan niet door.", meetings)
    return Foreseen(
        kind="process.withdrawn",
        title=_("Stop deze vraag"),
        button=_("Ja, stop deze vraag"),
        lines=(
            *((rounds % {"n": open_rounds},) if open_rounds else ()),
            *((off % {"n": meetings},) if meetings else ()),
            mailed(process),
            _("Iedereen die meedeed, krijgt nog antwoord van u."),
            _("Iedereen leest uw reden op de pagina van de vraag."),
        ),
        after=_("Stoppen kunt u niet terugdraaien. U kunt een nieuwe vraag beginnen die hierop volgt."),
    )


def cancel(event: Event) -> Foreseen:
    """Foresee calling a meeting off."""
    told: Sequence[str] = (mailed(event.process),) if event.process else ()
    when = {"title": event.title, "day": in_words(day_of(event.starts_at))}
    return Foreseen(
        kind="event.cancelled",
        title=_("Zeg ‘%(title)s’ af") % when,
        button=_("Ja, zeg af"),
        lines=(
            _("‘%(title)s’ op %(day)s gaat niet door. Dat staat op de site en in ieders agenda, met uw reden.") % when,
            *told,
        ),
        after=_("Gaat het toch door? Plan dan een nieuwe bijeenkomst."),
    )


def drop(process: Process) -> Foreseen:
    """Foresee throwing a draft away."""
    rounds, events = process.rounds.count(), process.events.count()
    parts = ngettext("Daarbij hoort %(n)s geplande ronde.", "Daarbij horen %(n)s geplande rondes.", rounds)
    come = ngettext("Ook %(n)s bijeenkomst gaat weg.", "Ook %(n)s bijeenkomsten gaan weg.", events)
    return Foreseen(
        kind="process.dropped",
        title=_("Gooi ‘%(title)s’ weg") % {"title": process.title},
        button=_("Ja, gooi weg"),
        lines=(
            _("De vraag verdwijnt met alles wat u erbij schreef. Niemand buiten de balie heeft haar gezien."),
            *((parts % {"n": rounds},) if rounds else ()),
            *((come % {"n": events},) if events else ()),
        ),
        after=_("Weggooien kunt u niet terugdraaien. Begin dan een nieuwe vraag."),
    )


def standing_opening(body: Body, days: int) -> Foreseen:
    """Foresee opening the standing question of a body."""
    promised = ngettext(
        "U belooft iedereen antwoord binnen %(n)s werkdag.", "U belooft iedereen antwoord binnen %(n)s werkdagen.", days
    )
    return Foreseen(
        kind="standing.opened",
        title=_("Zet de vaste vraag open"),
        button=_("Ja, zet de vraag open"),
        lines=(
            _("Iedereen kan vanaf nu altijd iets vragen of zeggen aan %(body)s.") % {"body": body.told},
            promised % {"n": days},
            _("De vaste vraag heeft geen laatste dag."),
        ),
        after=_("Sluiten kunt u haar niet. De belofte verandert u met een nieuwe versie, met een reden."),
    )
