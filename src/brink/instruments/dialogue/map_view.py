"""The published map as the record that pictures and their text twins are drawn from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.processes.models import Round
from brink.instruments.dialogue.cells import Cell, percent
from brink.instruments.dialogue.map_inputs import as_cell
from brink.instruments.dialogue.models import OpinionResult
from brink.instruments.dialogue.models.answers import NO_GROUP
from brink.instruments.dialogue.readable_statements import Words, mark, words_on_page
from brink.instruments.dialogue.round_settings import Settings
from brink.ui.components import Column, Row, Table
from brink.ui.pictures.opinion import Bridge, Ground, Group, OpinionMap, Own

MOST_GROUND = 6
MOST_EXAMPLES = 3
FIRST_GROUP = 4


class Reading:
    """A result with the texts of its statements at hand: what every view of the map reads from."""

    def __init__(self, result: OpinionResult, words: Mapping[str, Words] | None = None) -> None:
        self.result = result
        self.data = result.data
        self.words = words
        self.totals: dict[str, Cell | None] = {}
        self.cells: dict[str, tuple[Cell | None, ...]] = {}
        for row in self.data.get("statements", ()):
            self.totals[row["id"]] = as_cell(row["total"])
            self.cells[row["id"]] = tuple(as_cell(cell) for cell in row["groups"])

    @classmethod
    def of(cls, result: OpinionResult) -> "Reading":
        """Fetch what may be read of a result's statements."""
        return cls(result, words_on_page(result.round))

    def text(self, statement: str) -> str:
        """Return what anybody may read of a statement; without words at hand, the mark that stands for them."""
        return mark(statement) if self.words is None else self.words[statement].text

    def readable(self, statement: str) -> bool:
        """Tell whether a statement is shown with its own words."""
        return self.words is None or self.words[statement].readable

    def cell(self, statement: str, group: int) -> Cell | None:
        """Return the published cell of a group, None while there is none: too few people, or a round that runs."""
        cells = self.cells[statement]
        return cells[group] if cells else None

    def said(self, statement: str, side: int) -> str:
        """Return a statement as something that people say: as it stands, or that they disagree with it."""
        text = self.text(statement)
        return text if side > 0 else _("Niet mee eens: %(text)s") % {"text": text}

    @property
    def groups(self) -> Sequence[dict[str, Any]]:
        """The groups from left to right."""
        groups: Sequence[dict[str, Any]] = self.data.get("groups", ())
        return groups

    def dissent_of(self, group: int) -> list[tuple[str, int]]:
        """Return (statement, side of the majority) where most of a group stands against a majority."""
        return [(pk, side) for pk, side, who in self.data.get("dissent", ()) if group in who]

    def own_words(self, group: int) -> tuple[str, int] | None:
        """Return the statement, with the side this group takes, that tells best how it differs from the others."""
        against = self.dissent_of(group)
        if against:
            statement, side = against[0]
            return statement, -side
        represents = self.groups[group]["represents"]
        return (represents[0][0], represents[0][1]) if represents else None

    def smallest(self) -> int:
        """Return the place of the smallest group."""
        return min(range(len(self.groups)), key=lambda place: (self.groups[place]["size"], place))


def opinion_of(
    reading: Reading, round: Round, *, own_group: int = NO_GROUP, method_url: str = "", one_line: str = ""
) -> OpinionMap:
    """Return the record for picture and twin. `own_group` is given for the reader's own session only.

    `one_line` says how many of the people came from one internet connection.
    """
    result = reading.result
    words = reading.own_words(reading.smallest()) if reading.groups else None
    return OpinionMap(
        groups=tuple(_group(reading, place) for place in range(len(reading.groups))),
        people=result.people,
        seed=str(round.pk),
        bridges=tuple(_bridge(reading, bridge) for bridge in reading.data.get("bridges", ())),
        ground=tuple(_ground(reading)),
        own=Own(own_group) if 0 <= own_group < len(reading.groups) else None,
        needed=Settings.of(round.settings).map_from,
        clear=result.state == OpinionResult.State.GROUPS,
        smallest_words=reading.said(*words) if words else "",
        smallest_source=_smallest_source(reading, words) if words else "",
        reach=_reach(reading, one_line),
        method=_method(reading),
        live_at="" if result.frozen else formats.date_format(timezone.localtime(result.computed_at), "j F H:i"),
        method_url=method_url,
    )


def _group(reading: Reading, place: int) -> Group:
    data = reading.groups[place]
    # Words that were taken away stand last: a hill is called after what people can read.
    represents = sorted(data["represents"], key=lambda one: not reading.readable(one[0]))[:MOST_EXAMPLES]
    said = [(reading.said(pk, side), _share(reading.cell(pk, place), side)) for pk, side in represents]
    if not said:
        return Group(size=data["size"], name=_("Geen zin die alleen bij deze groep past"))
    (name, share), *more = said
    text = _("%(share)s van hen zegt dit.") % {"share": share} if share else _("Zij zeggen dit vaker dan anderen.")
    if more:
        others = " ".join(f"‘{sentence}’ ({part})." if part else f"‘{sentence}’" for sentence, part in more)
        text += " " + _("Zij zeggen ook vaker dan anderen: %(others)s") % {"others": others}
    return Group(size=data["size"], name=name, text=text)


def _share(cell: Cell | None, side: int) -> str:
    return "" if cell is None else f"{percent(cell.share(side))}%"


def _bridge(reading: Reading, data: Mapping[str, Any]) -> Bridge:
    left, right = data["between"]
    letters = {"left": reading.groups[left]["key"], "right": reading.groups[right]["key"]}
    against = _("Hier zijn %(left)s en %(right)s het allebei niet mee eens: ‘%(text)s’.")
    examples = (
        f"‘{reading.text(pk)}’" if side > 0 else against % {**letters, "text": reading.text(pk)}
        for pk, side in data["statements"][:MOST_EXAMPLES]
    )
    return Bridge(left, right, len(data["statements"]), tuple(examples))


def _ground(reading: Reading) -> list[Ground]:
    rows = []
    for pk, side in reading.data.get("ground", ())[:MOST_GROUND]:
        total = reading.totals[pk]
        if total is not None:
            rows.append(Ground(reading.text(pk), total.on(side), total.seen, against=side < 0))
    return rows


def _smallest_source(reading: Reading, words: tuple[str, int]) -> str:
    place = reading.smallest()
    cell = reading.cell(words[0], place)
    group = reading.groups[place]
    if cell is None:
        return _("Groep %(key)s, %(size)s mensen") % {
            "key": group["key"],
            "size": formats.number_format(group["size"]),
        }
    return _("Groep %(key)s: %(on)s van de %(seen)s mensen die hierop antwoordden") % {
        "key": group["key"],
        "on": formats.number_format(cell.on(words[1])),
        "seen": formats.number_format(cell.seen),
    }


def _reach(reading: Reading, one_line: str) -> str:
    people, answers = reading.result.people, reading.result.answers
    sentence = ngettext(
        "%(people)s mens heeft %(answers)s antwoorden gegeven.",
        "%(people)s mensen hebben %(answers)s antwoorden gegeven.",
        people,
    ) % {"people": formats.number_format(people), "answers": formats.number_format(answers)}
    if one_line:
        sentence += f" {one_line}."
    rest = reading.data.get("ungrouped")
    if rest:
        sentence += " " + _("%(rest)s van hen staan in geen groep: zij hebben te weinig antwoorden gegeven.") % {
            "rest": formats.number_format(rest)
        }
    return sentence + " " + _("Iedereen kon meedoen. Het is geen steekproef van alle inwoners.")


def _method(reading: Reading) -> str:
    if not reading.groups and reading.result.state == OpinionResult.State.FEW:
        return ""
    if reading.data.get("unstable"):
        return _("Let op: de groepen zijn niet stevig. Met iets minder antwoorden waren ze anders.")
    return ""


def rows_of(reading: Reading) -> list[dict[str, Any]]:
    """Return the table behind the picture: per statement the published counts, all statements in order."""
    return [
        {
            "id": row["id"],
            "number": row["number"],
            "text": reading.text(row["id"]),
            "total": reading.totals[row["id"]],
            "groups": reading.cells[row["id"]],
        }
        for row in reading.data.get("statements", ())
    ]


def table_of(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table behind the picture for these rows of `rows_of`: the same published cells, in words."""
    shown = reading.groups if any(row["groups"] for row in rows) else ()
    groups = [_("Groep %(key)s") % {"key": group["key"]} for group in shown]
    titles = (_("Zin"), _("Eens"), _("Oneens"), _("Weet niet"), *groups)
    return Table(
        caption=_("Wat mensen van elke zin vonden"),
        columns=tuple(Column(title, numeric=0 < place < FIRST_GROUP) for place, title in enumerate(titles)),
        rows=tuple(
            Row(
                heading=f"{row['number']}. {row['text']}",
                cells=(*_total(row["total"]), *(_in_group(cell) for cell in row["groups"])),
            )
            for row in rows
        ),
    )


def _total(cell: Cell | None) -> tuple[str, str, str]:
    if cell is None:
        return ("–", "–", "–")
    agree, disagree, unsure = (
        f"{formats.number_format(count)} ({percent(count / cell.seen)}%)"
        for count in (cell.agree, cell.disagree, cell.unsure)
    )
    return agree, disagree, unsure


def _in_group(cell: Cell | None) -> str:
    if cell is None:
        return "–"
    return _("%(agree)s%% eens, %(disagree)s%% oneens (van %(seen)s)") % {
        "agree": percent(cell.share(1)),
        "disagree": percent(cell.share(-1)),
        "seen": formats.number_format(cell.seen),
    }
