"""What `brink map` does: read, draw, write."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

from brink.methods.opinion import OpinionMap, Options, opinion_map
from brink.methods.opinion.compat import polis_map
from brink.methods.opinion.shuffling import claimed

from .map_picture import page, picture
from .map_summary import letter, summary
from .method_cards import method
from .polis import Name, StatementFile, VoteFile, read_statements, read_votes, sign_seems_turned, without
from .progress_bar import Bar
from .terminal import DONE, IMPOSSIBLE, BadInput, Impossible, progress
from .writing import csv_text, json_text, write_all

SIDES = {1: "agree", -1: "disagree"}


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    progress(asked.quiet, _("Ik lees de stemmen."))
    everything = found = read_votes(asked.votes, agree=asked.agree)
    statements = read_statements(asked.statements) if asked.statements else StatementFile({}, frozenset())
    remarks = _remarks(asked, found, statements)
    if asked.compat is None:
        # Polis counts rejected statements as unanswered but keeps their column; its own rule is in compat.
        found = without(found, statements.rejected | statements.meta)
    if found.votes.size == 0:
        raise BadInput(asked.statements, None, _("Geen stelling met stemmen doet mee. Controleer 'moderated'."))
    try:
        result, drawn = _answer(asked, found, statements)
        if drawn:
            result["about_givers"] = _about_givers(everything, statements)
        result |= {"remarks": remarks, "method": _method(asked)}
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    files = _files(asked, found, statements, drawn, remarks) if drawn else {}
    if asked.json:
        files[asked.json] = json_text(result)
    elif "-" not in files:
        files["-"] = summary(result)
    write_all(files)
    return DONE


def _remarks(asked: argparse.Namespace, found: VoteFile, statements: StatementFile) -> list[str]:
    """What was passed over or looks wrong, in plain sentences."""
    told = [*found.remarks, *statements.remarks]
    if statements.meta:
        sentence = _("Stellingen over de gevers zelf (is-meta), buiten de kaart gelaten: {n}.")
        told.append(sentence.format(n=len(statements.meta)))
    if sign_seems_turned(found, statements):
        other = "--agree=-1" if asked.agree == 1 else "--agree=1"
        sentence = _("Eens en oneens lijken omgedraaid: dat past beter bij {file}. Probeer {option}.")
        told.append(sentence.format(file=asked.statements.name, option=other))
    return told


def _about_givers(found: VoteFile, statements: StatementFile) -> list[dict[str, Any]]:
    """The answers to statements about the givers themselves, apart from the map."""
    tallies = found.votes.tallies()
    return [
        {"statement": name, **({"text": statements.texts[name]} if statements.texts.get(name) else {}),
         "agree": int(tallies[at, 2]), "disagree": int(tallies[at, 0]), "pass": int(tallies[at, 1])}
        for at, name in enumerate(found.statements) if name in statements.meta
    ]  # fmt: skip


def _answer(
    asked: argparse.Namespace, found: VoteFile, statements: StatementFile
) -> tuple[dict[str, Any], OpinionMap | None]:
    options = Options(groups=asked.groups)
    people = found.votes.participants
    if asked.groups and asked.groups * options.smallest_group > people:
        parts = [{"option": "--groups", "value": asked.groups}, {"participants": people}]
        sentence = _("{groups} groepen van minstens {least} kan niet met {people} deelnemers. Vraag minder groepen.")
        raise Impossible(sentence.format(groups=asked.groups, least=options.smallest_group, people=people), parts)
    if asked.shuffle:
        with Bar(asked.quiet, _("Ik hussel de stemmen en zoek telkens groepen.")) as bar:
            count = claimed(found.votes, runs=asked.shuffle, seed=asked.seed, options=options, watch=bar)
        return {"runs": asked.shuffle, "claimed": count}, None
    with Bar(asked.quiet, _("Ik teken de kaart.")):
        drawn = _drawn(asked, found, statements, options)
    return as_json(drawn, found.statements, statements.texts), drawn


def _drawn(
    asked: argparse.Namespace, found: VoteFile, statements: StatementFile, options: Options
) -> OpinionMap:
    if asked.compat == "polis":
        apart = statements.rejected | statements.meta
        rejected = [at for at, name in enumerate(found.statements) if name in apart]
        return polis_map(found.votes, rejected=rejected, seed=asked.seed, options=options)
    return opinion_map(found.votes, seed=asked.seed, options=options)


def as_json(drawn: OpinionMap, names: list[Name], texts: dict[Name, str]) -> dict[str, Any]:
    """The map as the command line promises it, with statements by their own names, and texts where known."""

    def named(statement: int) -> dict[str, Any]:
        name = names[statement]
        return {"statement": name, "text": texts[name]} if texts.get(name) else {"statement": name}

    slate, prediction = drawn.slate, drawn.prediction
    return {
        "participants": drawn.participants,
        "statements": drawn.statements,
        "votes": drawn.votes,
        "grouped": drawn.grouped,
        "gate": {"gain": drawn.gate.gain, "se": drawn.gate.se, "score": drawn.gate.score},
        "stability": drawn.stability,
        "unstable": drawn.unstable,
        "groups": [
            {
                "id": group.id,
                "name": letter(group.id),
                "size": group.size,
                "x": group.x,
                "y": group.y,
                "represents": [
                    named(row.statement)
                    | {"side": SIDES[row.side], "share": row.share, "elsewhere": row.elsewhere, "q": row.q}
                    for row in group.represents
                ],
            }
            for group in drawn.groups or ()
        ],
        "consensus": [
            named(row.statement) | {"side": SIDES[row.side], "value": row.value, "low": row.low}
            for row in drawn.consensus
        ],
        "dissent": [
            named(row.statement) | {"side": SIDES[row.side], "majority": row.majority, "groups": list(row.groups)}
            for row in drawn.dissent
        ],
        "divisive": [named(row.statement) | {"spread": row.spread} for row in drawn.divisive],
        "slate": slate
        and {
            "statements": [names[statement] for statement in slate.statements],
            "ejr_plus": slate.ejr_plus,
            "uncovered": slate.uncovered,
            "uncovered_by_group": list(slate.uncovered_by_group),
            "views": list(slate.views),
        },
        "prediction": prediction
        and {
            "log_loss": prediction.log_loss,
            "baseline_log_loss": prediction.baseline_log_loss,
            "statement_log_loss": prediction.statement_log_loss,
            "model": prediction.model,
        },
    }


def _files(
    asked: argparse.Namespace, found: VoteFile, statements: StatementFile, drawn: OpinionMap, remarks: list[str]
) -> dict[str, str]:
    files = {}
    if asked.assignments:
        rows = [
            (name, "" if label < 0 else label, float(x), float(y))
            for name, label, (x, y) in zip(found.participants, drawn.labels.tolist(), drawn.points, strict=True)
        ]
        files[asked.assignments] = csv_text(("participant", "group", "x", "y"), rows)
    if asked.svg:
        files[asked.svg] = picture(drawn)
    if asked.html:
        files[asked.html] = page(drawn, found.statements, statements.texts, remarks)
    return files


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method(
        "opinion", asked.seed, groups=asked.groups, compat=asked.compat, shuffle=asked.shuffle, agree=asked.agree
    )
