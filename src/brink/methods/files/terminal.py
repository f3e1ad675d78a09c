"""What `brink verify` needs of a command line, with the standard library alone: it is part of the one-file verifier.

The other commands share `asking`, `reading` and `writing`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

VALID, INVALID, BAD_INPUT = 0, 1, 2


# What argparse says, in the words of our users; anything else is left to the usage line.
_DUTCH = {
    r"unrecognized arguments: (.+)": ": {0} ken ik niet",
    r"the following arguments are required: (.+)": ": {0} ontbreekt",
    r"argument ([^ :]+): expected": ": bij {0} ontbreekt een waarde",
    r"argument ([^ :]+): invalid int value": ": bij {0} hoort een getal",
    r"argument ([^ :]+): invalid": ": bij {0} past deze waarde niet",
}


class InputError(Exception):
    """Input or usage that cannot be used: one Dutch sentence with file, line and what to mend."""

    def __init__(self, problem: str, *, path: str | os.PathLike[str] | None = None, line: int | None = None) -> None:
        place = "" if path is None else f"{path}: " if line is None else f"{path}, regel {line}: "
        super().__init__(place + problem)


class Parser(argparse.ArgumentParser):
    """Command-line parser that raises InputError instead of printing a page and leaving."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(*arguments, **options)

    def error(self, message: str) -> NoReturn:
        """Turn a usage error into one line that says how to call the command."""
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        told = next((_DUTCH[rule].format(*found.groups()) for rule in _DUTCH if (found := re.match(rule, message))), "")
        raise InputError(f"zo kan het niet{told}. Gebruik: {usage}")


def shared_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every method command has."""
    parser.add_argument("--json", metavar="BESTAND", help="schrijf één JSON-object (- is het scherm)")
    parser.add_argument("--quiet", action="store_true", help="geen voortgang op het scherm")
    parser.add_argument("--seed", type=int, default=0, help="hier zonder invloed: niets is toeval")


def write_answer(target: str | None, answer: Mapping[str, Any], summary: str) -> None:
    """Write the JSON object to `target` (a file, or `-`), or the summary when there is no target.

    Raises InputError when it cannot be written.
    """
    if target is None:
        print(summary)
        return
    text = json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    write_whole(target, text)


def write_whole(target: str, text: str) -> None:
    """Put a text file in place whole or not at all. Raises InputError when it cannot be written."""
    place = Path(target)
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError(f"hier kan ik niet schrijven ({error.strerror}).", path=target) from None


def run(command: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run a command; bad input becomes one line on standard error and exit code 2."""
    try:
        return command(arguments)
    except InputError as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away (`| head`): nothing to complain about
        return VALID
    except SystemExit as leaving:  # argparse leaves after --help
        return leaving.code if isinstance(leaving.code, int) else BAD_INPUT
