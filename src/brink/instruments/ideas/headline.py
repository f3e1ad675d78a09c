"""What stands above an idea in a list and on its page: its title or its first words. Pure."""

import re

_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")


def excerpt(text: str, limit: int = 240) -> str:
    """Return the first words of a text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit + 1].rsplit(' ', 1)[0][:limit]} …"


def split(title: str, text: str, limit: int = 100) -> tuple[str, str]:
    """Return what stands above an idea in a list and what stands below it, together its first words.

    Without a title the first sentence is the title; a sentence that is too long is cut and goes on below.
    """
    if title:
        return title, excerpt(text)
    line = " ".join(text.split())
    sentence = _SENTENCE.match(line)
    if sentence is not None and len(sentence.group(1)) <= limit:
        return sentence.group(1), excerpt(line[sentence.end() :])
    above = excerpt(line, limit)
    return above, "" if above == line else excerpt(line[len(above) - 2 :].strip())


def opening(title: str, text: str, limit: int = 100) -> tuple[str, str]:
    """Return the heading of the page of an idea and the words below it: together all that was said, nothing twice."""
    if title:
        return title, text
    sentence = _SENTENCE.match(text.split("\n", 1)[0])
    if sentence is not None and len(sentence.group(1)) <= limit:
        return sentence.group(1), text[len(sentence.group(1)) :].strip()
    return excerpt(text, limit), text


def headline(title: str, text: str, limit: int = 100) -> str:
    """Return the title, or else the first sentence of the text, or its first words."""
    return split(title, text, limit)[0]
