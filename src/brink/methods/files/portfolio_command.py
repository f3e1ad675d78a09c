"""`brink portfolio`: packages that people composed under a limit. The work is imported once that is understood."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from pathlib import Path

from .manual import documented
from .terminal import answer


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asked = _arguments(arguments)

    def work() -> int:
        from .portfolio_run import run

        return run(asked)

    return answer(work)


def _arguments(arguments: list[str]) -> argparse.Namespace:
    ask = documented("portfolio")
    ask.add_argument("task", type=Path, metavar="TASK", help=_("de vraag (TOML), of een bestand van Pabulib (.pb)"))
    told = _("csv met een regel per mens; niet bij een bestand van Pabulib")
    ask.add_argument("choices", type=Path, nargs="?", metavar="CHOICES", help=told)
    ask.add_argument("--groups", action="store_true", help=_("zoek ook wie anders kiezen (vanaf 400 mensen)"))
    ask.add_argument("--html", metavar="FILE", help=_("schrijf de uitslag als pagina"))
    asked = ask.parse_args(arguments)
    pabulib = ".pb" in asked.task.suffixes
    if pabulib == (asked.choices is not None):
        ask.error(_("geef een vraag met keuzes, of alleen een bestand van Pabulib"))
    return asked
