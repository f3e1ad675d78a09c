"""Letters in waves: so many codes for so many addresses, made from the secret of the site, stored as hashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all
from brink.instruments.assembly.models import LetterCode, LetterWave
from brink.instruments.assembly.round_settings import MOST_LETTERS
from brink.instruments.assembly.services.commissioning import firm
from brink.instruments.assembly.services.signing_up import letter_hash


@dataclass(frozen=True, slots=True)
class WaveFacts:
    """How many letters go to which place, and on which ground the municipality may use its register for them."""

    place: str
    ground: str
    letters: int


def _name(wave: LetterWave, number: int) -> str:
    return f"assembly letter {wave.pk} {number}"


@act("assembly.letters_made", LetterWave, on=("round.process", "round"), lock=False)
def make_letters(*, round: Round, facts: WaveFacts, actor: Actor, key: str | None) -> Done[LetterWave]:
    """Make a wave with a code for each letter. Raises BadInput or NotNow."""
    running(round.process)
    if firm(round) is not None or round.closed_at is not None:
        raise NotNow(_("De lijst ligt vast. Nieuwe brieven komen te laat."))
    texts = clean_all(
        {"place": facts.place, "ground": facts.ground},
        {
            "place": Limit(120, _("Maak dit korter dan 120 tekens."), empty=_("Schrijf op waar de brieven heen gaan.")),
            "ground": Limit(
                200, _("Maak dit korter dan 200 tekens."),
                empty=_("Schrijf op op welke grond de gemeente haar register hiervoor gebruikt."),
            ),
        },
    )  # fmt: skip
    if not 1 <= facts.letters <= MOST_LETTERS:
        raise BadInput(_("Vul een getal in van 1 tot en met %(most)s.") % {"most": MOST_LETTERS}, field="letters")
    rows = LetterWave.objects.filter(tenant_id=round.tenant_id, round=round)
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    wave = LetterWave.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, number=number, letters=facts.letters, **texts
    )
    LetterCode.objects.bulk_create(
        [
            LetterCode(
                tenant_id=round.tenant_id, created_at=wave.created_at, wave=wave, number=one,
                code_hash=letter_hash(codes.new_code(_name(wave, one))),
            )
            for one in range(1, facts.letters + 1)
        ],
        batch_size=2_000,
    )  # fmt: skip
    return Done(wave, {"round": str(round.pk), "letters": facts.letters}, public=False)


def codes_of(wave: LetterWave, first: int = 1, most: int | None = None) -> Iterator[tuple[int, str]]:
    """Return number and code of the letters of a wave; one whose code cannot be made again is passed over."""
    rows = wave.codes.filter(number__gte=first).order_by("number")
    for one in rows[:most] if most is not None else rows.iterator():
        name = _name(wave, one.number)
        found = next((code for code in codes.codes_from(name) if one.code_hash in letter_hash(code).every), None)
        if found is not None:
            yield one.number, found


@act("assembly.letters_posted", LetterWave, on=("wave.round", "wave"))
def note_post(
    *, wave: LetterWave, posted_on: date, returned: int, actor: Actor, key: str | None, seen: int | None = None
) -> Done[LetterWave]:
    """Write down when a wave went, and how many letters came back. Raises BadInput."""
    if posted_on > clock.today():
        raise BadInput(
            _("Deze dag moet nog komen. Kies de dag waarop de brieven op de post gingen."), field="posted_on"
        )
    if not 0 <= returned <= wave.letters:
        said = _("Er gingen %(letters)s brieven uit. Meer kunnen er niet terugkomen.")
        raise BadInput(said % {"letters": wave.letters}, field="returned")
    wave.posted_on, wave.returned = posted_on, returned
    wave.save(update_fields=("posted_on", "returned"))
    return Done(wave, {"round": str(wave.round_id), "returned": returned}, public=False)


@act("assembly.letters_fetched", LetterWave, on=("wave.round", "wave"), lock=False, adds=True)
def fetch_letters(*, wave: LetterWave, actor: Actor, key: str | None) -> Done[LetterWave]:
    """Note that somebody took the file with codes: each code in it lets one person in."""
    return Done(wave, {"round": str(wave.round_id), "letters": wave.letters}, public=False)
