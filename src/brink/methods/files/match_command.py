"""`brink match CORPUS --queries FILE`: for each query the lines of the corpus on the same topic, and why."""

from __future__ import annotations

import argparse
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import Any

from .manual import documented
from .method_cards import method
from .reading import whole_text
from .terminal import DONE, BadInput, answer, whole
from .writing import json_text, write_all


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    ask = documented("match")
    ask.add_argument("corpus", type=Path, metavar="CORPUS", help=_("1 tekst per regel, UTF-8"))
    ask.add_argument("--queries", type=Path, required=True, metavar="FILE", help=_("wat u zoekt: 1 tekst per regel"))
    ask.add_argument("--top", type=partial(whole, least=1), default=10, metavar="N", help=_("zoveel teksten per vraag"))
    asked = ask.parse_args(arguments)
    return answer(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    results = _answer(_lines(asked.corpus), _lines(asked.queries), asked.top)
    said = {"results": results, "method": method("matching", asked.seed, top=asked.top)}
    told = json_text(said) if asked.json else _summary(results)
    write_all({asked.json or "-": told})
    return DONE


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that hold text with their numbers from 1. Raises BadInput when there is none."""
    lines = [(number, line.strip()) for number, line in enumerate(whole_text(path).split("\n"), 1) if line.strip()]
    if not lines:
        raise BadInput(path, None, _("Hier staat geen tekst. Zet er 1 tekst per regel in."))
    return lines


def _answer(corpus: list[tuple[int, str]], queries: list[tuple[int, str]], top: int) -> list[dict[str, Any]]:
    from brink.methods.matching import Entry, Index  # numpy takes longer to load than --help should take

    texts = {str(number): text for number, text in corpus}
    index = Index.build(Entry(key, text) for key, text in texts.items())
    return [
        {
            "query": query,
            "matches": [
                {
                    "line": int(match.key),
                    "text": texts[match.key],
                    "score": match.score,
                    "why": [{"kind": reason.kind.value, "shared": list(reason.shared)} for reason in match.why],
                }
                for match in index.search(query, top=top)
            ],
        }
        for _, query in queries
    ]


def _summary(results: list[dict[str, Any]]) -> str:
    says = {
        "same": _("dezelfde tekst"), "words": _("dezelfde woorden"), "parts": _("delen van woorden"),
        "topic": _("hetzelfde onderwerp"),
    }  # fmt: skip
    lines = []
    for result in results:
        lines.append(result["query"])
        for match in result["matches"]:
            reasons = "; ".join(f"{says[why['kind']]} {', '.join(why['shared'])}".strip() for why in match["why"])
            sentence = _("  {score:.2f}  regel {line}: {text}  ({reasons})")
            lines.append(sentence.format(score=match["score"], line=match["line"], text=match["text"], reasons=reasons))
        if not result["matches"]:
            lines.append(_("  Niets gevonden."))
    return "\n".join(lines) + "\n"
