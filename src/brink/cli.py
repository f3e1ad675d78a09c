"""The `brink` console script: one front door, method commands without Django, site commands with it."""

import sys

# In the order in which the front door lists them.
METHODS = ("map", "draw", "budget", "weigh", "match", "read", "verify", "verifier", "example")
# What the site's commands are for, in the words of who reads the front door; the site knows which there are.
SITE = {
    "serve": "Start de site met haar achtergrondwerk.",
    "demo": "Vult een lege site met het voorbeeld Drenthe.",
    "worker": "Doet het achtergrondwerk tot u stopt.",
    "tick": "Doet het achtergrondwerk 1 keer.",
    "migrate": "Werkt de database bij.",
    "init": "Maakt het eerste bestuur, de organen en de beheerders.",
    "check": "Zegt wat onveilig is of ontbreekt.",
    "import": "Haalt open data binnen.",
    "export": "Schrijft open data.",
    "backup": "Schrijft de hele site naar 1 bestand.",
    "restore": "Zet een site terug uit zo'n bestand.",
    "keys": "Vernieuwt de sleutels van de site.",
    "mail": "Probeert de post van de site.",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (see docs/how-to/command-line.md)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", ""):
        (sys.stdout if first else sys.stderr).write(front_door())
        return 0 if first else 2
    if first == "--version":
        from brink import __version__

        print(f"brink {__version__}")
        return 0
    from brink.methods.files.commands import COMMANDS as METHOD_COMMANDS

    if first in METHOD_COMMANDS:
        return METHOD_COMMANDS[first](arguments[1:])
    if not _site_is_there():
        sys.stderr.write(_without_site(first))
        return 2
    from brink.site.commands import main as site_main

    return site_main(arguments)


def front_door() -> str:
    """What `brink --help` says: every command with one line, the methods first."""
    from brink.methods.files.manual import MANUALS

    lines = ["gebruik: brink OPDRACHT …", "", "Brink: platform voor verbindend besturen.", "", "methoden:"]
    lines += [f"  {name:9}  {MANUALS[name].purpose}" for name in METHODS]
    if _site_is_there():
        from brink.site.commands import purposes

        lines += ["", "de site:"]
        lines += [f"  {name:9}  {SITE.get(name, purpose)}" for name, purpose in purposes().items()]
    else:
        lines += ["", "De site is niet geïnstalleerd. Dat doet u met: pip install 'brink[site]'"]
    lines += [
        "", "opties:", "  -h, --help  toont deze uitleg", "  --version   toont de versie", "",
        "Meer over een opdracht: brink OPDRACHT --help. Proberen: brink example OPDRACHT MAP", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _site_is_there() -> bool:
    from importlib.util import find_spec

    return find_spec("django") is not None and find_spec("environs") is not None


def _without_site(command: str) -> str:
    if command in SITE:
        return f"brink {command}: de site is niet geïnstalleerd. Dat doet u met: pip install 'brink[site]'\n"
    return f"brink: {command!r} ken ik niet. Bekijk de opdrachten met: brink --help\n"


if __name__ == "__main__":
    raise SystemExit(main())
