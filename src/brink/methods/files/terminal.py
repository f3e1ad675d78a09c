"""What every command of Brink needs of a command line: one parser, one complaint, exit codes, options all have.

With the standard library alone: it is part of the one-file verifier.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from gettext import gettext as _
from pathlib import Path
from typing import Any, NoReturn

DONE, INVALID, BAD_INPUT, IMPOSSIBLE, UNFINISHED = 0, 1, 2, 3, 4
STOPPED = 130  # as shells say it of who was interrupted


class BadInput(Exception):
    """Input that cannot be used. `str()` is one line: file, line (when there are any) and what to mend."""

    def __init__(self, path: str | os.PathLike[str] | None, line: int | None, sentence: str) -> None:
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        # Names and cells come from outside; whatever would break the line or the terminal is shown as a mark.
        text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in f"{place}{sentence}")
        super().__init__(text)
        self.path, self.line, self.sentence = str(path), line, sentence


class Impossible(Exception):
    """A well-formed question without an answer. `conflict` names the parts that cannot go together, for the JSON."""

    def __init__(self, sentence: str, conflict: list[dict[str, Any]]) -> None:
        super().__init__(sentence)
        self.conflict = conflict


class HelpInDutch(argparse.RawDescriptionHelpFormatter):
    """Help with what holds by default, and our own words where argparse has English ones."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the usage."""
        super().add_usage(usage, actions, groups, _("gebruik: ") if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str:
        told = action.help or ""
        nothing: tuple[object, ...] = (None, False, argparse.SUPPRESS, "", [])
        plain = any(action.default is none or (none in ("", []) and action.default == none) for none in nothing)
        return told if plain or not action.option_strings else f"{told} ({_('standaard')}: %(default)s)"


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line, in Dutch, and takes no half names of options."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", HelpInDutch)
        helps, options["add_help"] = options.get("add_help", True), False
        super().__init__(*arguments, **options)
        self._positionals.title, self._optionals.title = _("wat u geeft"), _("opties")
        if helps:
            self.add_argument("-h", "--help", action="help", help=_("toont deze uitleg"))

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


def parser(command: str, purpose: str, more: str = "") -> Parser:
    """A parser with the options that every method command has. `more` stands below the options in the help."""
    made = Parser(prog=f"brink {command}", description=purpose, epilog=more)
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
    """Run a command; a BadInput becomes its lines on standard error and exit code 2, and nothing becomes a traceback.

    What a method could not finish (a RuntimeError) is one sentence and exit code 4.
    """
    try:
        return run()
    except BadInput as complaint:
        sys.stderr.write(f"{complaint}\n")
        return BAD_INPUT
    except (RuntimeError, MemoryError) as problem:
        told = " ".join(str(problem).split()) or type(problem).__name__
        sentence = _("Dit kon niet worden afgemaakt ({problem}). Probeer een andere --seed, of meld het.")
        sys.stderr.write(sentence.format(problem=told) + "\n")
        return UNFINISHED
    except KeyboardInterrupt:
        sys.stderr.write("\n" + _("Afgebroken. Er is niets geschreven.") + "\n")
        return STOPPED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to complain about, nothing left to flush.
        sys.stderr.close()
        return DONE


def progress(quiet: bool, sentence: str) -> None:
    """A line on standard error for somebody who waits."""
    if not quiet:
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def write_answer(target: str | None, answer: Mapping[str, Any], summary: str) -> None:
    """Write the JSON object to `target` (a file, or `-`), or the summary when there is no target.

    Raises BadInput when it cannot be written.
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
    """Put a text file in place whole or not at all. Raises BadInput when it cannot be written."""
    place = Path(target)
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadInput(target, None, f"hier kan ik niet schrijven ({error.strerror}).") from None
