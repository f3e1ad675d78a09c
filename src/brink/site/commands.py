"""Site commands of the `brink` console script."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from environs import EnvError
from rich.console import Console

from brink.methods.files.terminal import Parser
from brink.site.keyring import KeysUnreadable
from brink.site.own_files import keep_private

errors = Console(stderr=True, highlight=False, soft_wrap=True)
Command = Callable[[argparse.Namespace], int]


def _setup(data: str | None) -> None:
    """Point the settings at a data folder and start Django."""
    if data:
        os.environ["BRINK_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
    import django

    django.setup()


def _parser() -> Parser:
    parser = Parser(prog="brink", description="Brink: platform voor verbindend besturen")
    here = Parser(add_help=False)
    here.add_argument("--data", dest="data_here", help="data folder (default: BRINK_DATA or ./var)")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="OPDRACHT", required=True)
    serve = commands.add_parser("serve", parents=[here], help="serve the site with its worker")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--demo", action="store_true", help="load the demo first when the database is empty")
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--web-only", action="store_true", help="without the worker: that is a unit of its own")
    commands.add_parser("demo", parents=[here], help="load the Drenthe demo into an empty database")
    commands.add_parser("worker", parents=[here], help="run the clock work until stopped")
    commands.add_parser("tick", parents=[here], help="do the clock work once")
    founding = commands.add_parser("init", parents=[here], help="make the first body, its organs and administrators")
    founding.add_argument("file", type=Path, nargs="?", help="the answers as TOML; without it they are asked")
    founding.add_argument("--another", action="store_true", help="one more body with a desk of its own on this site")
    commands.add_parser("check", parents=[here], help="say what is unsafe or missing; exit code 1 when something is")
    commands.add_parser("migrate", parents=[here], help="bring the database up to date")
    commands.add_parser("index", parents=[here], help="read everything again for the search")
    importing = commands.add_parser("import", help="bring in open data")
    kinds = importing.add_subparsers(dest="kind", metavar="SOORT", required=True)
    for kind, help_text in (
        ("kader", "a framework as TOML"),
        ("gebieden", "areas as GeoJSON"),
        ("bevolking", "population as CSV"),
        ("nulmeting", "figures of research among residents as TOML, each with its source"),
    ):
        one = kinds.add_parser(kind, parents=[here], help=help_text)
        one.add_argument("file", type=Path)
        one.add_argument("--body", default="", help="slug of the body it belongs to")
    polis = kinds.add_parser("polis", parents=[here], help="a Polis export, up to where people weigh and answer")
    polis.add_argument("folder", type=Path)
    polis.add_argument("--process", required=True, help="slug of the process to make")
    polis.add_argument("--body", default="", help="slug of the body that takes it in")
    pabulib = kinds.add_parser("pabulib", parents=[here], help="an election about a budget, from Pabulib")
    pabulib.add_argument("folder", type=Path, metavar="file")
    pabulib.add_argument("--process", required=True, help="slug of the process to make")
    pabulib.add_argument("--body", default="", help="slug of the body that takes it in")
    exporting = commands.add_parser("export", help="write open data")
    what = exporting.add_subparsers(dest="what", metavar="WAT", required=True)
    process = what.add_parser("process", parents=[here], help="all that is public about one process")
    process.add_argument("slug")
    process.add_argument("folder", type=Path)
    backup = commands.add_parser("backup", parents=[here], help="write the whole site to one file (SQLite)")
    backup.add_argument("file", type=Path)
    backup.add_argument("--without-key", action="store_true", help="leave the key out, to keep it elsewhere")
    keys = commands.add_parser("keys", help="the site's secrets")
    acts = keys.add_subparsers(dest="act", metavar="DAAD", required=True)
    acts.add_parser("rotate", parents=[here], help="new keys for every purpose; the old ones keep working")
    acts.add_parser("reencrypt", parents=[here], help="after the restart: contact details under the newest key")
    mail = commands.add_parser("mail", help="the post of this site")
    posting = mail.add_subparsers(dest="act", metavar="DAAD", required=True)
    trial = posting.add_parser("test", parents=[here], help="send one mail by the settings of this site")
    trial.add_argument("address")
    restore = commands.add_parser("restore", parents=[here], help="make the site again from such a file")
    restore.add_argument("file", type=Path)
    restore.add_argument("--erasures", type=Path, help="the list of what was taken back (erasures.txt of the old site)")
    restore.add_argument("--erasures-lost", action="store_true", help="there is no such list any more")
    return parser


def purposes() -> dict[str, str]:
    """Every command of the site with what it is for, in the order of the parser."""
    acts = next(action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return {choice.dest: choice.help or "" for choice in acts._choices_actions}


def main(arguments: Sequence[str]) -> int:
    """Run one site command; refusals and wrong usage become one line on standard error and exit code 2."""
    parsed = _parser().parse_args(arguments)
    if parsed.command != "export":  # what is exported is for others
        keep_private()
    if parsed.command == "serve":
        # Before the settings are read: what is printed and mailed names the port that is served.
        os.environ["PORT"] = str(parsed.port)
    try:
        _setup(getattr(parsed, "data_here", None) or parsed.data)
    except (KeysUnreadable, EnvError) as problem:
        errors.print(" ".join(str(problem).split()), markup=False)
        return 2
    from brink.foundation.errors import Refusal
    from brink.site import backup, exporting, importing, keys, mail_check, opening_check, serving
    from brink.site.founding import command as founding

    commands: dict[str, Command] = {
        "serve": serving.serve,
        "demo": serving.demo,
        "worker": serving.worker,
        "tick": serving.tick,
        "init": founding.run,
        "check": opening_check.run,
        "migrate": serving.migrate,
        "index": serving.index,
        "import": importing.run,
        "export": exporting.run,
        "backup": backup.backup,
        "restore": backup.restore,
        "keys": keys.run,
        "mail": mail_check.run,
    }
    try:
        return commands[parsed.command](parsed)
    except Refusal as refusal:
        errors.print(str(refusal), markup=False)
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
