"""Reading a kader file (TOML with Dutch words, so that a clerk can write one). Every refusal names line and cell."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.framework.kader_records import (
    PHASE_KEYS,
    CellPlan,
    InstrumentPlan,
    PhasePlan,
    Plan,
    ScalePlan,
    ThumbPlan,
    Where,
)
from brink.domain.framework.levels import Level
from brink.domain.framework.models import FrameworkRole, InstrumentRule
from brink.foundation.errors import BadInput
from brink.foundation.text import clean

LARGEST = 1_000_000
LEVELS = {
    "informeren": Level.INFORM.value,
    "raadplegen": Level.CONSULT.value,
    "adviseren": Level.ADVISE.value,
    "coproduceren": Level.COPRODUCE.value,
    "meebeslissen": Level.CODECIDE.value,
    "zelf doen": Level.SELF.value,
}
ROLES = {
    "volksvertegenwoordiging": FrameworkRole.COUNCIL.value,
    "bestuur": FrameworkRole.EXECUTIVE.value,
    "inwoners": FrameworkRole.RESIDENT.value,
}
KINDS = {
    "meedoen": InstrumentRule.Kind.PARTICIPATION.value,
    "openheid": InstrumentRule.Kind.TRANSPARENCY.value,
}
_TABLES = ("kader", "fase", "cel", "instrument", "schaal", "vuistregel")
_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*([\w-]+)[ \t]*\]\]?", re.MULTILINE)
_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_MISTAKE = re.compile(r"\(at line (\d+), column \d+\)")


def _said(choices: Sequence[str]) -> str:
    return ", ".join(choices)


class _Table:
    """One table of the file that is read field by field; what is left over at the end is refused."""

    def __init__(self, row: object, line: int, name: str) -> None:
        self.line, self.name = line, name
        if not isinstance(row, dict):
            raise self.wrong(_("hier hoort een blok met velden te staan. Begin het met [[…]]."))
        self.row: dict[str, Any] = dict(row)

    @property
    def where(self) -> Where:
        return Where(self.line, self.name)

    def wrong(self, message: str) -> BadInput:
        """Return a refusal that points at this table."""
        return BadInput(
            _("Regel %(line)d, %(place)s: %(message)s") % {"line": self.line, "place": self.name, "message": message}
        )

    def text(self, field: str, limit: int, *, empty: str | None = None) -> str:
        """Take a text; `empty` is what an absent one becomes, None refuses an absent or empty one."""
        value = self.row.pop(field, empty)
        if value is not None and not isinstance(value, str):
            raise self.wrong(_("bij ‘%(field)s’ hoort tekst tussen aanhalingstekens.") % {"field": field})
        try:
            value = clean(value or "", limit=limit, too_long=" ")
        except BadInput as error:
            message = _("de tekst bij ‘%(field)s’ is te lang. Maak hem korter dan %(limit)d tekens.")
            raise self.wrong(message % {"field": field, "limit": limit}) from error
        if not value and empty is None:
            raise self.wrong(_("‘%(field)s’ is leeg. Vul het in.") % {"field": field})
        return value

    def choice(self, field: str, choices: Mapping[str, str]) -> str:
        """Take one of the known words."""
        return self._known(field, self.text(field, 80), choices)

    def choices(self, field: str, choices: Mapping[str, str], *, needed: bool = True) -> tuple[str, ...]:
        """Take a list of known words."""
        value = self.row.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(_('bij ‘%(field)s’ hoort een lijst, zoals ["inwoners"].') % {"field": field})
        if needed and not value:
            raise self.wrong(_("‘%(field)s’ is leeg. Vul het in.") % {"field": field})
        return tuple(dict.fromkeys(self._known(field, one, choices) for one in value))

    def _known(self, field: str, value: str, choices: Mapping[str, str]) -> str:
        if value in choices:
            return choices[value]
        message = _("‘%(value)s’ bij ‘%(field)s’ kennen wij niet. Kies uit: %(choices)s.")
        raise self.wrong(message % {"value": value[:40], "field": field, "choices": _said(list(choices))})

    def texts(self, field: str, limit: int) -> tuple[str, ...]:
        """Take a list of sentences, possibly empty."""
        value = self.row.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and 0 < len(one) <= limit for one in value):
            raise self.wrong(_("bij ‘%(field)s’ hoort een lijst met zinnen.") % {"field": field})
        return tuple(value)

    def flag(self, field: str, *, absent: bool) -> bool:
        """Take true or false."""
        value = self.row.pop(field, absent)
        if not isinstance(value, bool):
            raise self.wrong(_("bij ‘%(field)s’ hoort true of false.") % {"field": field})
        return value

    def slug(self, field: str, *, needed: bool = True) -> str:
        """Take a short key of small letters, digits, dashes and low lines."""
        value = self.text(field, 40, empty=None if needed else "")
        if value and not _SLUG.fullmatch(value):
            message = _("‘%(value)s’ bij ‘%(field)s’ mag alleen kleine letters, cijfers en streepjes hebben.")
            raise self.wrong(message % {"value": value, "field": field})
        return value

    def done(self) -> None:
        """Refuse fields that nobody asked for: mostly a slip in a name."""
        for field in self.row:
            message = _("het veld ‘%(field)s’ kennen wij niet. Verbeter de naam of haal het weg.")
            raise self.wrong(message % {"field": field[:40]})


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise BadInput(_("Dit kader is groter dan 1 MB. Maak het kleiner."))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _MISTAKE.search(str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        message = _("Regel %(line)d: dit is geen geldige TOML. Kijk naar haakjes, aanhalingstekens en dubbele velden.")
        raise BadInput(message % {"line": line}) from error
    except RecursionError as error:
        raise BadInput(_("Regel 1: dit kader heeft te veel lagen. Begin met het standaardkader.")) from error


def _lines(text: str) -> dict[str, list[int]]:
    """Return for each kind of table the lines on which one begins: the reader of TOML forgets them."""
    lines: dict[str, list[int]] = {}
    for match in _HEADER.finditer(text):
        lines.setdefault(match.group(1), []).append(text.count("\n", 0, match.start()) + 1)
    return lines


def _label(kind: str, row: object, number: int) -> str:
    """Return how a table is called in a refusal."""
    fields = row if isinstance(row, dict) else {}
    if kind == "cel":
        return _("fase %(phase)s, rol %(role)s") % {"phase": fields.get("fase", "?"), "role": fields.get("rol", "?")}
    name = fields.get("naam") or fields.get("sleutel") or number
    if kind == "instrument":
        return _("fase %(phase)s, instrument ‘%(name)s’") % {"phase": fields.get("fase", "?"), "name": name}
    return _("%(kind)s ‘%(name)s’") % {"kind": kind, "name": name}


def _tables(data: dict[str, Any], kind: str, lines: Mapping[str, list[int]]) -> list[_Table]:
    rows = data.get(kind, [])
    starts = lines.get(kind, [])
    if not isinstance(rows, list):
        raise BadInput(
            _("Regel %(line)d: schrijf [[%(kind)s]] met dubbele haken.") % {"line": (starts or [1])[0], "kind": kind}
        )
    return [
        _Table(row, starts[number] if number < len(starts) else 1, _label(kind, row, number + 1)[:120])
        for number, row in enumerate(rows)
    ]


def _phases(tables: list[_Table]) -> tuple[PhasePlan, ...]:
    keys = {key: key for key in PHASE_KEYS}
    phases = []
    for table in tables:
        phases.append(
            PhasePlan(
                table.where,
                table.choice("sleutel", keys),
                table.text("naam", 80),
                table.text("waarvoor", 600),
                table.text("herkomst", 80),
            )
        )
        table.done()
    return tuple(phases)


def _cells(tables: list[_Table], phases: Mapping[str, str]) -> tuple[CellPlan, ...]:
    cells = []
    for table in tables:
        phase = table.choice("fase", phases)
        role = table.choice("rol", ROLES)
        cells.append(CellPlan(table.where, phase, role, table.text("tekst", 1000), table.text("herkomst", 80)))
        table.done()
    return tuple(cells)


def _instruments(
    tables: list[_Table], phases: Mapping[str, str], scales: Mapping[str, str]
) -> tuple[InstrumentPlan, ...]:
    instruments = []
    for table in tables:
        instruments.append(
            InstrumentPlan(
                where=table.where,
                phase=table.choice("fase", phases),
                name=table.text("naam", 120),
                starter=table.text("begint", 60),
                roles=table.choices("rollen", ROLES),
                kind=table.choice("soort", KINDS),
                level=table.choice("niveau", LEVELS),
                rule=table.text("regel", 200),
                explanation=table.text("uitleg", 1000),
                instrument=table.slug("brink", needed=False),
                needs_mandate=table.flag("mandaat", absent=False),
                scales=table.choices("schalen", scales, needed=False),
                origin=table.text("herkomst", 80),
            )
        )
        table.done()
    return tuple(instruments)


def _scales(tables: list[_Table]) -> tuple[ScalePlan, ...]:
    scales = []
    for table in tables:
        texts = (table.text(field, limit) for field, limit in (
            ("naam", 80), ("tafel", 120), ("gesprek", 200), ("werkwijze", 200), ("resultaat", 200), ("herkomst", 80)
        ))  # fmt: skip
        scales.append(ScalePlan(table.where, table.slug("sleutel")[:20], *texts))
        table.done()
    return tuple(scales)


def _thumbs(tables: list[_Table]) -> tuple[ThumbPlan, ...]:
    thumbs = []
    for table in tables:
        check = table.slug("controle", needed=False)
        thumbs.append(ThumbPlan(table.where, table.text("tekst", 400), check, table.text("herkomst", 80)))
        table.done()
    return tuple(thumbs)


def read(text: str) -> Plan:
    """Read a kader from TOML. Raises BadInput with one sentence that names the line, the cell and what to mend."""
    data = _parsed(text)
    lines = _lines(text)
    for kind in data:
        if kind not in _TABLES:
            near = get_close_matches(kind, _TABLES, n=1)
            hint = _(" Bedoelt u ‘%(near)s’?") % {"near": near[0]} if near else ""
            message = _("Regel %(line)d: ‘%(kind)s’ hoort niet in een kader.")
            raise BadInput(message % {"line": lines.get(kind, [1])[0], "kind": kind[:40]} + hint)
    if "kader" not in data:
        raise BadInput(_("Regel 1: het blok [kader] ontbreekt. Begin het bestand daarmee."))
    head = _Table(data["kader"], lines.get("kader", [1])[0], _("blok [kader]"))
    phases = _phases(_tables(data, "fase", lines))
    scales = _scales(_tables(data, "schaal", lines))
    phase_keys = {phase.key: phase.key for phase in phases}
    plan = Plan(
        slug=head.slug("naam"),
        version=head.text("versie", 30),
        title=head.text("titel", 160),
        summary=head.text("kort", 2000),
        proposal=head.flag("voorstel", absent=True),
        predecessor=head.text("voorganger", 30, empty=""),
        questions=head.texts("leidende_vragen", 300),
        phases=phases,
        cells=_cells(_tables(data, "cel", lines), phase_keys),
        instruments=_instruments(
            _tables(data, "instrument", lines), phase_keys, {scale.key: scale.key for scale in scales}
        ),
        scales=scales,
        thumbs=_thumbs(_tables(data, "vuistregel", lines)),
        checksum=hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest(),
    )
    head.done()
    return plan
