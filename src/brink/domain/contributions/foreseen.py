"""What sending, passing on and linking do, told before they are done: who reads what, and what can be done after."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Answer, Bundle, Contribution, Giver, HandOver, Landing, LetterRun
from brink.domain.contributions.queries.double_answers import MOST, double_answers, owner_of
from brink.domain.contributions.queries.signatures import signed
from brink.domain.contributions.services.landing import latest_answer
from brink.domain.contributions.services.reaching_givers import answering, must_be_reached
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.people.models import Body
from brink.domain.processes.dates import in_words
from brink.domain.processes.models import Process
from brink.foundation.errors import NotNow

if TYPE_CHECKING:
    from uuid import UUID

MINUTES = 10

# The name of the loose part that earlier words are.
EARLIER_PART = "eerder"


def _people(count: int) -> str:
    return ngettext("%(n)s mens", "%(n)s mensen", count) % {"n": count}


def _mailed(count: int) -> str:
    return ngettext(
        "%(n)s mens heeft een mailadres gegeven en krijgt na een kwartier mail.",
        "%(n)s mensen hebben een mailadres gegeven en krijgen na een kwartier mail.",
        count,
    ) % {"n": count}


def _reading(answer: Answer, landings: Sequence[Landing]) -> Reading:
    """Return one answer as its givers will read it, under the name of its bundle or of the words it answers."""
    bundles = {one.bundle.title: None for one in landings if one.bundle is not None}
    first = landings[0].contribution if landings else None
    named = ", ".join(bundles) or (first.title or first.text[:80] if first is not None else "")
    told = _("Voor %(people)s: %(name)s") if named else _("Voor %(people)s")
    parts = [(_("Wat gebeurde ermee"), str(answer.get_outcome_display())), (_("Wat en waarom"), answer.reason)]
    if answer.not_adopted:
        parts.append((_("Wat niet"), answer.not_adopted))
    if answer.destination is not None:
        parts.append((_("Waar"), answer.destination.title))
    if answer.parked_until is not None:
        parts.append((_("Wij komen hierop terug"), in_words(answer.parked_until)))
    reasons = dict.fromkeys(one.change_reason for one in landings if one.change_reason)
    parts += [(_("Waarom dit antwoord anders is dan het vorige"), reason) for reason in reasons]
    parts.append((_("Wie over dit antwoord gaat"), owner_of(answer)))
    parts.append((_("Van"), signed(answer) or answer.process.tenant.told))
    return Reading(told % {"people": _people(len(landings)), "name": named}, tuple(parts))


def _doubled(process: Process, landings: "Mapping[UUID, Sequence[Landing]]") -> list[str]:
    """Say which givers already have another answer about the same thing, and how many more there are than told."""
    found = double_answers(process, [row for group in landings.values() for row in group])
    told = [one.told() for one in found[:MOST]]
    if more := len(found) - len(told):
        rest = ngettext("Zo is er nog %(n)s gever.", "Zo zijn er nog %(n)s gevers.", more)
        told.append(rest % {"n": more})
    if told:
        told.append(_("Kijk of de antwoorden bij elkaar passen, en spreek af wie antwoordt."))
    return told


def _at_bundles(landings: "Mapping[UUID, Sequence[Landing]]") -> str:
    """Say of answers at how many bundles they are: all of them, some, or none."""
    bundles = {row.bundle_id for group in landings.values() for row in group if row.bundle_id}
    loose = sum(not any(row.bundle_id for row in group) for group in landings.values())
    if not bundles:
        return "."
    said = ngettext("bij %(n)s bundel", "bij %(n)s bundels", len(bundles)) % {"n": len(bundles)}
    if loose:
        said += " " + _("en %(n)s los") % {"n": loose}
    return f" {said}."


def sending(process: Process, answers: Sequence[Answer]) -> Foreseen:
    """Say what sending these answers does, with each of them to read over. Seven queries at most.

    Also what the same givers were told about the same thing: two answers must not contradict each other (W32).
    """
    if not answers:
        raise NotNow(_("Er ligt geen antwoord klaar om te versturen."))
    ids = [one.pk for one in answers]
    rows = Landing.objects.filter(
        tenant_id=process.tenant_id, answer__in=ids, current=True, contribution__withdrawn_at=None,
        contribution__drafted_at__isnull=False,
    ).select_related("bundle", "contribution")  # fmt: skip
    landings: dict[UUID, list[Landing]] = {pk: [] for pk in ids}
    for row in rows.order_by("created_at", "id"):
        landings[row.answer_id].append(row)
    voices = {row.contribution_id for group in landings.values() for row in group}
    mail = Giver.objects.filter(tenant_id=process.tenant_id, contribution__in=voices).exclude(email="").count()
    readers = ngettext(
        "%(n)s mens leest het antwoord meteen onder de volgcode.",
        "%(n)s mensen lezen het antwoord meteen onder hun volgcode.",
        len(voices),
    )
    count = ngettext("Het gaat om %(n)s antwoord", "Het gaat om %(n)s antwoorden", len(answers)) % {"n": len(answers)}
    count += _at_bundles(landings)
    # Who left nothing at all cannot be called: the same people as on the list that is worked through afterwards.
    to_reach = Contribution.objects.filter(must_be_reached(), tenant_id=process.tenant_id, pk__in=voices).count()
    letters = ngettext(
        "%(n)s mens heeft geen mailadres gegeven maar wel een nummer of adres: bel of schrijf die zelf.",
        "%(n)s mensen hebben geen mailadres gegeven maar wel een nummer of adres: bel of schrijf hen zelf.",
        to_reach,
    )
    return Foreseen(
        kind="answers.sent",
        title=_("Lees na wat u verstuurt"),
        button=_("Ja, verstuur"),
        lines=(
            readers % {"n": len(voices)},
            count,
            *((_mailed(mail),) if mail else ()),
            *((letters % {"n": to_reach},) if to_reach else ()),
            *_doubled(process, landings),
        ),
        after=_(
            "U kunt antwoorden tien minuten lang terughalen, zolang niemand ze heeft gelezen. "
            "Daarna verbetert u ze met een nieuw antwoord, met een reden."
        ),
        readings=tuple(_reading(one, landings[one.pk]) for one in answers),
        carries={"antwoorden": ",".join(str(pk) for pk in ids)},
    )


def linking(bundle: Bundle) -> Foreseen:
    """Say what giving latecomers the answer of their bundle does."""
    answer = latest_answer(bundle)
    rows = Contribution.objects.filter(
        tenant_id=bundle.tenant_id, bundle_items__bundle=bundle, bundle_items__removed_at=None, withdrawn_at=None,
        landed_at=None,
    ).distinct()  # fmt: skip
    count = rows.count()
    if answer is None or not count:
        raise NotNow(_("Iedereen in deze bundel heeft al een antwoord."))
    mail = Giver.objects.filter(tenant_id=bundle.tenant_id, contribution__in=rows).exclude(email="").count()
    at_once = ngettext(
        "%(n)s mens leest dit antwoord meteen onder de volgcode.",
        "%(n)s mensen lezen dit antwoord meteen onder hun volgcode.",
        count,
    )
    later = ngettext(
        "Het antwoord ligt klaar voor %(n)s mens. Versturen doet u daarna.",
        "Het antwoord ligt klaar voor %(n)s mensen. Versturen doet u daarna.",
        count,
    )
    sent = answer.sent_at is not None
    return Foreseen(
        kind="landing.linked",
        title=_("Geef wie later kwam dit antwoord ook"),
        button=_("Ja, ook zij"),
        lines=((at_once if sent else later) % {"n": count}, *((_mailed(mail),) if sent and mail else ())),
        after=_("U verbetert het met een nieuw antwoord, met een reden."),
        readings=(Reading(bundle.title, ((_("Wat en waarom"), answer.reason),)),),
    )


def passing_on(voice: Contribution, to_body: Body, reason: str) -> Foreseen:
    """Say what passing words on to another body does."""
    return Foreseen(
        kind="contribution.handed_over",
        title=_("Geef deze woorden door aan %(body)s") % {"body": to_body.told},
        button=_("Ja, geef door"),
        lines=(
            _("%(body)s krijgt de woorden, en wie ze heeft gegeven, als die dat heeft ingevuld.")
            % {"body": to_body.opening},
            _("De gever leest uw reden meteen onder de volgcode en krijgt mail als er een adres is."),
            _("Bij u tellen deze woorden als beantwoord: naar een andere overheid."),
        ),
        after=_("Terughalen kunt u niet. %(body)s kan de woorden teruggeven, met een reden.")
        % {"body": to_body.opening},
        readings=(Reading(voice.title or voice.text[:80], ((_("Uw reden"), reason),)),),
    )


def giving_back(voice: Contribution, passed: HandOver | None, reason: str) -> Foreseen:
    """Say what giving words back to the body that passed them on does."""
    origin = passed.tenant.told if passed is not None else _("de andere overheid")
    return Foreseen(
        kind="contribution.given_back",
        title=_("Geef deze woorden terug aan %(body)s") % {"body": origin},
        button=_("Ja, geef terug"),
        lines=(
            _("%(body)s moet dan zelf antwoord geven.") % {"body": capfirst(origin)},
            _("De gever leest uw reden meteen onder de volgcode en krijgt mail als er een adres is."),
        ),
        after=_("Terughalen kunt u niet, en doorgeven kan maar één keer. %(body)s geeft het antwoord.")
        % {"body": capfirst(origin)},
        readings=(Reading(voice.title or voice.text[:80], ((_("Uw reden"), reason),)),),
    )


def splitting(voice: Contribution, first: str, second: str, back_to: str) -> Foreseen:
    """Say what splitting words into two subjects does."""
    where = _("Het tweede onderwerp gaat naar %(body)s.") % {"body": back_to} if back_to else _(
        "Beide onderwerpen wachten bij u op een eigen antwoord."
    )  # fmt: skip
    return Foreseen(
        kind="contribution.split",
        title=_("Splits deze woorden"),
        button=_("Ja, splits"),
        lines=(
            _("De gever volgt beide onderwerpen met dezelfde code, en telt één keer mee."),
            where,
            _("De gever leest meteen dat u de woorden heeft gesplitst, en krijgt mail als er een adres is."),
        ),
        after=_("Splitsen kunt u niet terugdraaien. U kunt op beide delen wel hetzelfde antwoord geven."),
        readings=(
            Reading(voice.title or voice.text[:80], ((_("Eerste onderwerp"), first), (_("Tweede onderwerp"), second))),
        ),
    )  # fmt: skip


def posting(run: LetterRun) -> Foreseen:
    """Say what it does to call letters posted."""
    count = answering(run).count()
    said = ngettext("%(n)s brief is op de post.", "%(n)s brieven zijn op de post.", count) % {"n": count}
    return Foreseen(
        kind="letters.posted",
        title=_("Deze brieven zijn op de post"),
        button=_("Ja, ze zijn op de post"),
        lines=(
            said,
            _("Deze gevers tellen nu als beantwoord. Zij kunnen vanaf nu zeggen of het klopt."),
            _("De codes op de brieven kunt u daarna niet meer printen."),
        ),
        after=_("Dit kunt u niet terugdraaien. Komt een brief terug, bel dan of maak een nieuwe brief bij het volgende "
                "antwoord."),
    )  # fmt: skip


def taking_away(voice: Contribution, part: str, reason: str) -> Foreseen:
    """Say what taking a part of somebody's words away does, such as the photo."""
    said = (Reading(_("Uw reden"), (("", reason),)),) if reason.strip() else ()
    if part == EARLIER_PART:
        return Foreseen(
            kind="earlier_words.closed",
            title=_("Haal de eerdere woorden weg"),
            button=_("Ja, haal de eerdere woorden weg"),
            lines=(
                _("Wat er eerder stond, verdwijnt van de site. Alleen de gever en de balie lezen het nog."),
                _("De nieuwe woorden blijven staan. Wie ze heeft gegeven, leest uw reden onder de volgcode."),
            ),
            after=_("Weghalen kunt u niet terugdraaien."),
            readings=said,
        )
    return Foreseen(
        kind=f"{voice.kind}.{part}_removed",
        title=_("Haal de foto weg"),
        button=_("Ja, haal de foto weg"),
        lines=(
            _("De foto verdwijnt van de site. Wij bewaren haar niet."),
            _("De woorden blijven staan. Wie ze heeft gegeven, leest uw reden onder de volgcode."),
        ),
        after=_("Weghalen kunt u niet terugdraaien."),
        readings=said,
    )
