"""What the method commands share: options that all have, one line per complaint, exit codes."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from gettext import gettext as _
from typing import Any, NoReturn

from .reading import BadInput

DONE, INVALID, BAD_INPUT, IMPOSSIBLE = 0, 1, 2, 3


class Impossible(Exception):
    """A well-formed question without an answer. `conflict` names the parts that cannot go together, for the JSON."""

    def __init__(self, sentence: str, conflict: list[dict[str, Any]]) -> None:
        super().__init__(sentence)
        self.conflict = conflict


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is, and exit with 2."""
        hint = _("Bekijk het gebruik met: {command} --help").format(command=self.prog)
        self.exit(BAD_INPUT, f"{self.prog}: {_in_our_words(' '.join(message.split()))}. {hint}\n")


def _in_our_words(message: str) -> str:
    """Say what argparse says in the words of our users; what it says of a value is ours already."""
    rules = {
        r"unrecognized arguments: (.+)": _("{0} ken ik niet"),
        r"the following arguments are required: (.+)": _("{0} ontbreekt"),
        r"argument ([^ :]+): expected": _("bij {0} ontbreekt een waarde"),
        r"argument ([^ :]+): invalid choice: ('[^']*') \((?:choose from|maybe you meant) (.+)\)":
            _("{1} kan niet bij {0}, kies uit {2}"),
        r"argument ([^ :]+): invalid \S+ value: (.+)": _("bij {0} past {1} niet"),
        r"argument ([^ :]+): (.+)": _("bij {0}: {1}"),
    }  # fmt: skip
    matches = ((words, re.match(rule, message)) for rule, words in rules.items())
    return next((words.format(*found.groups()) for words, found in matches if found), message)


def parser(command: str, purpose: str) -> Parser:
    """A parser with the options that every method command has."""
    made = Parser(prog=f"brink {command}", description=purpose, allow_abbrev=False)
    made.add_argument("--json", metavar="FILE", help=_("schrijf het resultaat als JSON naar FILE (of -)"))
    made.add_argument("--seed", type=seed, default=1, metavar="N", help=_("legt elke toevallige keuze vast"))
    made.add_argument("--quiet", action="store_true", help=_("geen voortgang op het scherm"))
    return made


def seed(text: str) -> int:
    """A seed: a whole number from 0."""
    return whole(text, 0)


def whole(text: str, least: int, most: int = 2**63 - 1) -> int:
    """A whole number in a range, or argparse's complaint."""
    number = int(text) if text.removeprefix("-").isdecimal() and len(text) < 20 else None
    if number is None or not least <= number <= most:
        raise argparse.ArgumentTypeError(
            _("'{value}' is geen geheel getal vanaf {least}").format(value=text, least=least)
        )
    return number


def answer(run: Callable[[], int]) -> int:
    """Run a command; a BadInput becomes one line on standard error and exit code 2."""
    try:
        return run()
    except BadInput as complaint:
        sys.stderr.write(f"{complaint}\n")
        return BAD_INPUT
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to complain about, nothing left to flush.
        sys.stderr.close()
        return DONE


def progress(quiet: bool, sentence: str) -> None:
    """A line on standard error for somebody who waits."""
    if not quiet:
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
