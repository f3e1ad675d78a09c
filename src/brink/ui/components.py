"""What components are fed with: small frozen records without Django models, made by the layers above.

A template tag takes one of these (or anything with the same attributes) and writes the component.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go to. `current` marks the page the reader is on."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class LinkGroup:
    """A titled list of links, as in the footer."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Promise:
    """What stands at every form: what we do with the words, who reads them, when the giver hears."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class WaysToKeep:
    """How a code can be kept: printed and mailed by forms that carry it, and copied where there is script.

    `mail_form` is a form with the code and an e-mail address. Without one `print_url` is a page that is just opened.
    """

    code: str
    print_url: str
    mail_url: str = ""
    mail_form: object = None


@dataclass(frozen=True)
class Receipt:
    """The slip a giver keeps. `words` are three words, `digits` eight figures and a letter, `url` goes in the QR.

    `address` is said below the code, for who types it. `ways` are the ways to keep it besides: none on paper. Without
    words it says that a new code took the place of the one that stood here. `title`, `keep` and `opens` are said of a
    code that follows no words: what it is, why to keep it, and what its QR leads to.
    """

    words: tuple[str, ...]
    digits: str
    url: str = ""
    address: str = ""
    ways: "WaysToKeep | None" = None
    title: str = ""
    keep: str = ""
    opens: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """The figures in groups of four and the letter, the way people read them aloud."""
        bare = self.digits.replace(" ", "")
        return tuple(bare[start : start + 4] for start in range(0, len(bare), 4))


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits for a member of staff. `when` is said in words, `action` names the act on the button."""

    when: str
    title: str
    where: str
    action: str
    url: str
    primary: bool = False


@dataclass(frozen=True)
class QueueGroup:
    """A heading with the things under it. `late` colours heading and moments; the words say it as well."""

    title: str
    items: tuple[QueueItem, ...]
    note: str = ""
    late: bool = False


@dataclass(frozen=True)
class Fact:
    """A term with its text, for short lists such as "Wie beslist?". `content`: words of a body, which are Dutch."""

    term: str
    text: str
    url: str = ""
    content: bool = False


@dataclass(frozen=True)
class Figure:
    """A big figure with the sentence that gives it meaning. `link` is the label of `url`."""

    value: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. `numeric` sets figures flush right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """One row: its heading and the cells after it. `url` turns the heading into a link."""

    heading: str
    cells: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption. `columns` counts the heading column too, so one more than the cells of a row.

    Raises ValueError when a row does not fit the columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) + 1 != len(self.columns):
                raise ValueError(f"row {row.heading!r} has {len(row.cells)} cells for {len(self.columns) - 1} columns")

    @property
    def lines(self) -> tuple[tuple[Row, tuple[tuple[Column, str], ...]], ...]:
        """Rows with each cell beside its column, as the stacked table needs."""
        return tuple((row, tuple(zip(self.columns[1:], row.cells, strict=True))) for row in self.rows)


@dataclass(frozen=True)
class MatrixRow:
    """A row of a matrix: every cell holds zero or more links (an empty address makes plain text)."""

    heading: str
    cells: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """Two things against each other, such as phases and roles. `nothing` is said aloud for an empty cell.

    Raises ValueError when a row does not fit the columns.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    nothing: str

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {row.heading!r} has {len(row.cells)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Channel:
    """Another way to take part, with its icon. Paper, phone and table are always named."""

    icon: str
    title: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Question:
    """An open question in a list. `when` is how long it is open, in words; `meta` are short facts after it."""

    title: str
    url: str
    text: str
    when: str
    meta: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A day to come by: day and month large, the sentence says time and place."""

    iso: str
    day: str
    month: str
    title: str
    text: str
    url: str = ""
    off: bool = False


@dataclass(frozen=True)
class Arm:
    """One arm of the signpost: the next moments, `now` for what can be done today. `content`: its title is a body's."""

    title: str
    text: str
    now: bool = False
    content: bool = False
