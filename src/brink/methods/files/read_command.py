"""`brink read FILE`: how hard a Dutch text reads, and why. `brink read --syllables WORD...`: the counter alone."""

from __future__ import annotations

from typing import Any

from brink.methods.files.terminal import VALID, InputError, Parser, read_text, run, shared_options, write_answer
from brink.methods.language import LONG, Reading, read, syllables

VERSION = "1.0.0"
_BANDS = (
    (90, "heel makkelijk"),
    (80, "makkelijk"),
    (70, "vrij makkelijk"),
    (60, "gewoon"),
    (45, "vrij moeilijk"),
    (30, "moeilijk"),
)


def band(score: float) -> str:
    """Return the plain Dutch name of the Flesch-Douma band of a score."""
    return next((name for low, name in _BANDS if score >= low), "heel moeilijk")


def as_json(reading: Reading, seed: int) -> dict[str, Any]:
    """Return a reading as the JSON object that CLI users rely on."""
    return {
        "score": reading.score,
        "sentences": reading.sentences,
        "words": reading.words,
        "syllables": reading.syllables,
        "long_sentences": [sentence.text for sentence in reading.long_sentences],
        "passive": [sentence.text for sentence in reading.passive],
        "jargon": [{"word": found.word, "plain": found.plain} for found in reading.jargon],
        "method": {"name": "language", "version": VERSION, "seed": seed, "parameters": {"long": LONG}},
    }


def _summary(reading: Reading) -> str:
    if reading.score is None:
        return "In deze tekst staan geen woorden."
    lines = [
        f"Score {reading.score:.0f}: {band(reading.score)} om te lezen. Dit is een indicatie, geen keurmerk.",
        f"{reading.sentences} zinnen, {reading.words} woorden, {reading.syllables} lettergrepen.",
    ]
    lines += [f"Lange zin ({sentence.words} woorden): {sentence.text}" for sentence in reading.long_sentences]
    lines += [f"Wie doet het? ({', '.join(found.verbs)}): {found.text}" for found in reading.passive]
    lines += [f"Moeilijk woord: {found.word}. Liever: {found.plain}." for found in reading.jargon]
    return "\n".join(lines)


def _command(arguments: list[str]) -> int:
    parser = Parser(prog="brink read", description="Leest een Nederlandse tekst en zegt wat hem moeilijk maakt.")
    parser.add_argument("file", nargs="?", metavar="BESTAND", help="tekst in UTF-8 (- is de invoer)")
    parser.add_argument("--syllables", nargs="+", metavar="WOORD", help="tel de lettergrepen van deze woorden")
    shared_options(parser)
    options = parser.parse_args(arguments)
    if (options.file is None) == (options.syllables is None):
        raise InputError("geef een bestand, of --syllables met woorden.")
    if options.syllables is not None:
        counts = [(word, syllables(word)) for word in options.syllables]
        method = {"name": "language", "version": VERSION, "seed": options.seed, "parameters": {}}
        answer = {"syllables": [{"word": word, "syllables": number} for word, number in counts], "method": method}
        write_answer(options.json, answer, "\n".join(f"{word} {number}" for word, number in counts))
        return VALID
    reading = read(read_text(options.file))
    write_answer(options.json, as_json(reading, options.seed), _summary(reading))
    return VALID


def main(arguments: list[str]) -> int:
    """Run `brink read` and return its exit code."""
    return run(_command, arguments)
