"""The word list of the tracking codes. The list itself, `words_nl.txt`, was written for Brink."""

from importlib.resources import files

WORDS: tuple[str, ...] = tuple(files("brink.foundation").joinpath("words_nl.txt").read_text("utf-8").split())
