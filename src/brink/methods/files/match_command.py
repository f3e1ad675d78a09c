"""`brink match CORPUS --queries FILE`: for each query the lines of the corpus on the same topic, and why."""

from __future__ import annotations

from typing import Any

from brink.methods.files.terminal import VALID, InputError, Parser, read_text, run, shared_options, write_answer

VERSION = "1.0.0"
_SAYS = {
    "same": "dezelfde tekst",
    "words": "dezelfde woorden",
    "parts": "delen van woorden",
    "topic": "hetzelfde onderwerp",
}


def _lines(path: str) -> list[tuple[int, str]]:
    """Return the lines that hold text with their numbers from 1. Raises InputError when there is none."""
    lines = [(number, line.strip()) for number, line in enumerate(read_text(path).split("\n"), 1) if line.strip()]
    if not lines:
        raise InputError("hier staat geen tekst. Zet er één tekst per regel in.", path=path)
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
    lines = []
    for result in results:
        lines.append(result["query"])
        for match in result["matches"]:
            reasons = "; ".join(f"{_SAYS[why['kind']]} {', '.join(why['shared'])}".strip() for why in match["why"])
            lines.append(f"  {match['score']:.2f}  regel {match['line']}: {match['text']}  ({reasons})")
        if not result["matches"]:
            lines.append("  Niets gevonden.")
    return "\n".join(lines)


def _command(arguments: list[str]) -> int:
    parser = Parser(prog="brink match", description="Zoekt teksten over hetzelfde onderwerp.")
    parser.add_argument("corpus", metavar="TEKSTEN", help="één tekst per regel, UTF-8")
    parser.add_argument("--queries", required=True, metavar="BESTAND", help="wat u zoekt: één tekst per regel")
    parser.add_argument("--top", type=int, default=10, metavar="N", help="zoveel teksten per vraag (10)")
    shared_options(parser)
    options = parser.parse_args(arguments)
    if options.top < 1:
        raise InputError("bij --top hoort een getal van 1 of meer.")
    results = _answer(_lines(options.corpus), _lines(options.queries), options.top)
    method = {"name": "matching", "version": VERSION, "seed": options.seed, "parameters": {"top": options.top}}
    write_answer(options.json, {"results": results, "method": method}, _summary(results))
    return VALID


def main(arguments: list[str]) -> int:
    """Run `brink match` and return its exit code."""
    return run(_command, arguments)
