"""After the draw was committed: `brink draw reveal`, `brink draw replace` and `brink draw alternates`."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

from brink.methods.sortition import NoReplacement, alternates

from .assembly import read_people
from .commitments import RecordInvalid
from .draw_checking import TRANSCRIPT, UNNAMED_SOURCE
from .draw_record import Record, add_to_record, read_record
from .draw_run import chosen_files
from .draw_written import replacement, transcript
from .method_cards import method
from .terminal import DONE, IMPOSSIBLE, BadInput, progress
from .writing import json_text, write_all


def reveal(asked: argparse.Namespace) -> int:
    """Pick the ticket that follows from what chance said and write the transcript; the same words again are fine."""
    record = read_record(asked.folder)
    words = [_plain(asked, text) for text in asked.randomness]
    names = [member.id for member in record.pool.members]
    try:
        written = transcript(
            record.commitment, names, record.panels, words, by_number=record.rule["pick"] == "number"
        )
    except RecordInvalid as problem:
        raise BadInput(asked.folder, None, f"{problem}.") from None
    content, digest, ticket = written.content, written.digest, written.ticket
    lists = _lists(asked, set(record.called(record.panels[ticket])))
    if record.held.ticket is None:
        add_to_record(asked.folder, TRANSCRIPT, content)
    elif (asked.folder / TRANSCRIPT).read_bytes() != content:
        raise BadInput(asked.folder, None, _("Deze loting is al gehouden. Een loting wordt 1 keer gehouden."))
    panel = record.called(record.panels[ticket])
    told = {"ticket": ticket, "panel": panel, "digest": digest, "randomness": words}
    lines = [_("Lot {ticket} is getrokken.").format(ticket=ticket), *panel]
    return _tell(asked, told, lines, lists)


def replace(asked: argparse.Namespace) -> int:
    """Fill the seats of drop-outs by the same fair lottery over the others.

    List and ticket follow from the transcript, from who falls out, and from what is drawn anew in public, if anything
    is: nothing is left to choose for who runs the command. Without a reason and two people it is a proposal, of which
    nothing is written.
    """
    people = _two_people(asked)
    record = read_record(asked.folder)
    words = [_plain(asked, text) for text in asked.randomness]
    gone = _gone(asked, record)
    out = record.held.out | set(gone)
    if words and record.rule["source"] == UNNAMED_SOURCE:
        sentence = _("Bij deze loting is geen bron van toeval genoemd. Dan kan --randomness hier niet.")
        raise BadInput(asked.folder, None, sentence)
    progress(asked.quiet, _("Ik zoek wie kan invallen."))
    try:
        written = replacement(record.pool, record.held, gone, words, people)
    except NoReplacement as problem:
        return _nobody(asked, problem)
    content, ticket, panel = written.content, written.ticket, written.panel
    lists = _lists(asked, set(record.called(panel)), frozenset(record.called(sorted(out))))
    if people:
        add_to_record(asked.folder, f"replacement-{record.replacements + 1}.json", content)
    else:
        progress(False, _("Dit is een voorstel. Het geldt pas met --reason en 2 mensen (--by en --second)."))
    added = record.called(written.added)
    told = {"without": record.called(gone), "added": added, "panel": record.called(panel), "ticket": ticket}
    first = _("Deze mensen vallen in:") if people else _("Deze mensen zouden invallen:")
    return _tell(asked, {**told, "proposal": not people, **people}, [first, *added], lists)


def _two_people(asked: argparse.Namespace) -> dict[str, str]:
    """Return reason and names as the record keeps them, {} for a proposal. Raises BadInput for half of them."""
    given = {name: " ".join(getattr(asked, name).split()) for name in ("reason", "by", "second")}
    if not any(given.values()):
        return {}
    if not all(given.values()):
        raise BadInput(asked.folder, None, _("Geef alle drie: --reason, --by en --second."))
    if given["by"].casefold() == given["second"].casefold():
        raise BadInput(asked.folder, None, _("--second is een ander mens dan --by."))
    for text in given.values():
        _plain(asked, text)
    return given


def ahead(asked: argparse.Namespace) -> int:
    """Name alternates who together best fill the gaps that drop-outs may leave."""
    record = read_record(asked.folder)
    _drawn(asked, record)
    open_pool = [place for place in range(len(record.pool.members)) if place not in record.held.out]
    pool = type(record.pool)(
        record.pool.categories, record.pool.quotas, tuple(record.pool.members[at] for at in open_pool),
        record.pool.seats,
    )  # fmt: skip
    within = {place: number for number, place in enumerate(open_pool)}
    found = alternates(
        pool, [within[place] for place in record.held.panel], count=asked.count, dropout=asked.dropout, seed=asked.seed
    )
    names = record.called([open_pool[number] for number in found.places])
    told = {"alternates": names, "missing": found.missing, "missing_without": found.without}
    sentence = _("Gemiddeld blijven er {missing:.2f} plaatsen en quotumplaatsen open, zonder reserves {without:.2f}.")
    return _tell(asked, told, [*names, sentence.format(missing=found.missing, without=found.without)], {})


def _gone(asked: argparse.Namespace, record: Record) -> list[int]:
    """Return the places of who fell out; each must sit in the panel as it is now."""
    _drawn(asked, record)
    gone = []
    for name in dict.fromkeys(asked.without):
        place = record.place(name)
        if place is None or place not in record.held.panel:
            sentence = _("'{name}' zit niet in de groep. Controleer de naam.")
            raise BadInput(asked.folder, None, sentence.format(name=name))
        gone.append(place)
    return gone


def _drawn(asked: argparse.Namespace, record: Record) -> None:
    if record.held.ticket is None:
        raise BadInput(asked.folder, None, _("Er is nog niet geloot. Gebruik eerst: brink draw reveal."))


def _plain(asked: argparse.Namespace, text: str) -> str:
    """Refuse what would not survive a line of its own: then nobody could check it."""
    plain = text.strip()
    if not plain or not plain.isprintable():
        raise BadInput(asked.folder, None, _("Bij --randomness hoort gewone tekst op 1 regel."))
    return plain


def _nobody(asked: argparse.Namespace, problem: NoReplacement) -> int:
    changes = problem.changes or ()
    parts = [
        {"category": one.category, "feature": one.feature, "side": one.side, "now": one.now, "must": one.must}
        for one in changes
    ]
    named = ", ".join(f"{one.category} {one.feature}: {one.side} {one.now} -> {one.must}" for one in changes)
    if named:
        sentence = _("Niemand kan invallen binnen de quota. De kleinste verandering die helpt: {changes}.")
        progress(False, sentence.format(changes=named))
    else:
        progress(False, _("Er zijn te weinig mensen over om in te vallen. Zoek nieuwe vrijwilligers."))
    if asked.json:
        told = {"conflict": parts or [{"option": "--without"}], "method": method("sortition", asked.seed)}
        write_all({asked.json: json_text(told)})
    return IMPOSSIBLE


def _lists(asked: argparse.Namespace, ids: set[str], out: frozenset[str] = frozenset()) -> dict[str, str]:
    """The files of `--selected` and `--remaining`, from the people's own rows. Raises BadInput before anything else."""
    if not (asked.selected or asked.remaining):
        return {}
    if not asked.respondents:
        sentence = _("Bij --selected en --remaining hoort --respondents met het bestand van de vrijwilligers.")
        raise BadInput(None, None, sentence)
    people = read_people(asked.respondents, (), asked.id)
    people.faults.settle()
    lost = ids - {name for name, _cell, _line in people.rows}
    if lost:
        sentence = _("'{name}' uit het dossier staat hier niet. Ligt het bestand met sleutels naast het dossier?")
        raise BadInput(asked.respondents, None, sentence.format(name=min(lost)))
    return chosen_files(asked, people, ids, out)


def _tell(asked: argparse.Namespace, told: dict[str, Any], lines: list[str], lists: dict[str, str]) -> int:
    result = json_text({**told, "method": method("sortition", asked.seed)})
    write_all({**lists, asked.json or "-": result if asked.json else "\n".join(lines) + "\n"})
    return DONE
