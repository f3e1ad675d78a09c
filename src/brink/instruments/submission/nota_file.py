"""The nota as files: a text to go on with (ODT) and a list with a row for each point (XLSX). Same rows, same bytes."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.spreadsheets import Sheet, workbook
from brink.foundation.text_documents import odt
from brink.instruments.submission.models import Nota, Signatory
from brink.instruments.submission.queries import NotaLine, nota_lines, submissions_of, term_of
from brink.instruments.submission.round_settings import Settings
from brink.instruments.submission.term import Timing


def term_words(round: Round) -> str:
    """Say how the term was counted, in sentences."""
    term = term_of(round)
    over, runs = clock.today() > term.last, clock.today() >= term.first
    if over:
        said = _("De termijn liep van %(first)s tot en met %(last)s.")
    elif runs:
        said = _("De termijn loopt van %(first)s tot en met %(last)s.")
    else:
        said = _("De termijn gaat lopen van %(first)s tot en met %(last)s.")
    said %= {"first": date_format(term.first, "l j F Y"), "last": date_format(term.last, "l j F Y")}
    if not term.extended:
        return said
    nominal = date_format(term.nominal, "l j F Y")
    if over:
        why = _("De termijn eindigde op %(day)s. Dat is geen werkdag; daarom liep de termijn door.")
    else:
        why = _("De termijn eindigt op %(day)s. Dat is geen werkdag; daarom loopt de termijn door.")
    return f"{said} {why % {'day': nominal}}"


def number_words(lines: Sequence[NotaLine]) -> str:
    """Say how many came in, how many count, and how many were taken back."""
    gone = sum(one.row.contribution.withdrawn_at is not None for one in lines)
    kept = sum(one.counts for one in lines if one.row.contribution.withdrawn_at is None)
    all_of_it = ngettext("Er is %(n)s zienswijze ingestuurd.", "Er zijn %(n)s zienswijzen ingestuurd.", len(lines))
    counted = ngettext("%(n)s telt mee.", "%(n)s tellen mee.", kept)
    said = f"{all_of_it % {'n': len(lines)}} {counted % {'n': kept}}"
    if gone:
        withdrawn = ngettext("%(n)s is ingetrokken.", "%(n)s zijn ingetrokken.", gone)
        said = f"{said} {withdrawn % {'n': gone}}"
    return said


def stand_of(line: NotaLine) -> str:
    """Say of one submission how it stands: taken back, in time, or why it does not count."""
    row = line.row
    if row.contribution.withdrawn_at is not None:
        return _("Ingetrokken.")
    timing = str(Timing(row.timing).label)
    received = _("Ontvangen op %(day)s: %(timing)s.") % {"day": date_format(row.received_on, "j F Y"), "timing": timing}
    return f"{received} {row.ruling_reason}".strip()


def change_words(changes: bool | None, change: str) -> str:
    """Say whether a point leads to another text."""
    return _("De tekst wordt anders: %(change)s") % {"change": change} if changes else _("De tekst blijft gelijk.")


def _paragraphs(line: NotaLine) -> Iterator[str]:
    yield stand_of(line)
    for point in line.points if line.counts else ():
        yield _("Punt %(n)s: %(text)s") % {"n": point.number, "text": point.summary}
        yield _("Antwoord: %(text)s") % {"text": point.answer}
        yield change_words(point.changes, str(point.change))


def changes_of(lines: Sequence[NotaLine]) -> list[tuple[str, str]]:
    """Return what becomes different in the text, with the number and the point that it comes from."""
    return [
        (f"{line.row.name}, {_('punt')} {point.number}", str(point.change))
        for line in lines if line.counts for point in line.points if point.changes
    ]  # fmt: skip


def text_file(round: Round, nota: Nota) -> bytes:
    """Return the whole nota as an OpenDocument text. Nobody's name is in it."""
    lines = nota_lines(round)
    reference = Settings.of(round.settings).reference
    about = [str(nota.introduction), term_words(round), number_words(lines)]
    if reference:
        about.append(_("Kenmerk: %(reference)s") % {"reference": reference})
    changed = [f"{where}: {text}" for where, text in changes_of(lines)] or [_("De tekst is niet veranderd.")]
    parts: list[tuple[str, Sequence[str]]] = [(_("Waar ging het over?"), about)]
    parts += [(line.row.name, list(_paragraphs(line))) for line in lines]
    parts.append((_("Wat er in de tekst anders wordt"), changed))
    if nota.official_changes:
        parts.append((_("Andere wijzigingen"), [str(nota.official_changes)]))
    parts += [(_("Het besluit"), [str(nota.decision)]), (_("Wat u kunt doen"), [str(nota.remedy)])]
    return odt(_("Nota van zienswijzen: %(title)s") % {"title": round.title}, parts)


def list_file(round: Round) -> bytes:
    """Return the points as a spreadsheet: one sheet with every point, one with every number."""
    lines = nota_lines(round)
    points = Sheet(
        _("punten"),
        (_("nummer"), _("punt"), _("wat wordt gezegd"), _("antwoord"), _("tekst wordt anders"), _("wat wordt anders")),
        [
            (line.row.name, point.number, str(point.summary), str(point.answer), _("ja") if point.changes else _("nee"),
             str(point.change))
            for line in lines if line.counts for point in line.points
        ],
    )  # fmt: skip
    numbers = Sheet(
        _("zienswijzen"), (_("nummer"), _("ontvangen"), _("stand"), _("telt mee")),
        [
            (line.row.name, line.row.received_on, stand_of(line), _("ja") if line.counts and line.points else _("nee"))
            for line in lines
        ],
    )  # fmt: skip
    return workbook((points, numbers))


def key_list(round: Round) -> Sheet:
    """Return which number is of whom: for a court and the archive. Three queries; whoever takes it is written down."""
    rows = list(submissions_of(round))
    people: dict[object, list[str]] = {}
    behalf: dict[object, str] = {}
    for one in Signatory.objects.filter(tenant_id=round.tenant_id, submission__in=rows).order_by("place"):
        people.setdefault(one.submission_id, []).append(f"{one.name}, {one.address}")
        if one.place == 0:
            behalf[one.submission_id] = str(one.represented)
    return Sheet(
        _("sleutellijst"), (_("nummer"), _("ontvangen"), _("ondertekend door"), _("namens")),
        [(row.name, row.received_on, "\n".join(people.get(row.pk, ())), behalf.get(row.pk, "")) for row in rows],
    )  # fmt: skip
