"""`brink read FILE`: how hard a Dutch text reads, and why. `brink read --syllables WORD...`: the counter alone."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from pathlib import Path
from typing import Any

from brink.methods.language import LONG, Reading, read, syllables

from .manual import documented
from .method_cards import method
from .reading import whole_text
from .terminal import DONE, answer
from .writing import json_text, write_all


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    ask = documented("read")
    ask.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("tekst in UTF-8 (- is de invoer)"))
    ask.add_argument("--syllables", nargs="+", metavar="WORD", help=_("tel de lettergrepen van deze woorden"))
    asked = ask.parse_args(arguments)
    if (asked.file is None) == (asked.syllables is None):
        ask.error(_("geef een bestand, of --syllables met woorden"))
    return answer(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    if asked.syllables is not None:
        counts = [(word, syllables(word)) for word in asked.syllables]
        found = [{"word": word, "syllables": number} for word, number in counts]
        told = {"syllables": found, "method": method("language", asked.seed)}
        text = "".join(f"{word} {number}\n" for word, number in counts)
    else:
        reading = read(whole_text(asked.file))
        told, text = as_json(reading, asked.seed), _summary(reading)
    write_all({asked.json: json_text(told)} if asked.json else {"-": text})
    return DONE


def band(score: float) -> str:
    """Return the plain name of the Flesch-Douma band of a score."""
    bands = (
        (90, _("heel makkelijk")), (80, _("makkelijk")), (70, _("vrij makkelijk")), (60, _("gewoon")),
        (45, _("vrij moeilijk")), (30, _("moeilijk")),
    )  # fmt: skip
    return next((name for low, name in bands if score >= low), _("heel moeilijk"))


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
        "method": method("language", seed, long=LONG),
    }


def _summary(reading: Reading) -> str:
    if reading.score is None:
        return _("In deze tekst staan geen woorden.") + "\n"
    score = _("Score {score:.0f}: {band} om te lezen. Dit is een indicatie, geen keurmerk.")
    counts = _("Zinnen: {sentences}. Woorden: {words}. Lettergrepen: {syllables}.")
    long, who = _("Lange zin ({words} woorden): {text}"), _("Wie doet het? ({verbs}): {text}")
    hard = _("Moeilijk woord: {word}. Liever: {plain}.")
    lines = [
        score.format(score=reading.score, band=band(reading.score)),
        counts.format(sentences=reading.sentences, words=reading.words, syllables=reading.syllables),
        *(long.format(words=sentence.words, text=sentence.text) for sentence in reading.long_sentences),
        *(who.format(verbs=", ".join(found.verbs), text=found.text) for found in reading.passive),
        *(hard.format(word=found.word, plain=found.plain) for found in reading.jargon),
    ]
    return "\n".join(lines) + "\n"
