"""The `brink` console script: one front door, method commands without Django, site commands with it."""

import sys
from gettext import gettext as _

# In the order in which the front door lists them.
METHODS = ("map", "draw", "budget", "weigh", "portfolio", "match", "read", "verify", "verifier", "example")
# What the site's commands are for, in the words of who reads the front door; the site knows which there are.
SITE = {
    "serve": _("Start de site met haar achtergrondwerk."),
    "demo": _("Vult een lege site met het voorbeeld Drenthe."),
    "worker": _("Doet het achtergrondwerk tot u stopt."),
    "tick": _("Doet het achtergrondwerk 1 keer."),
    "migrate": _("Werkt de database bij."),
    "init": _("Maakt het eerste bestuur, de organen en de beheerders."),
    "check": _("Zegt wat onveilig is of ontbreekt."),
    "import": _("Haalt open data binnen."),
    "export": _("Schrijft open data."),
    "backup": _("Schrijft de hele site naar 1 bestand."),
    "restore": _("Zet een site terug uit zo'n bestand."),
    "keys": _("Vernieuwt de sleutels van de site."),
    "mail": _("Probeert de post van de site."),
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
    """Return what `brink --help` says: every command with one line, the methods first."""
    from brink.methods.files.manual import MANUALS

    lines = [_("gebruik: brink OPDRACHT …"), "", _("Brink: platform voor verbindend besturen."), "", _("methoden:")]
    lines += [f"  {name:9}  {MANUALS[name].purpose}" for name in METHODS]
    if _site_is_there():
        from brink.site.commands import purposes

        lines += ["", _("de site:")]
        lines += [f"  {name:9}  {SITE.get(name, purpose)}" for name, purpose in purposes().items()]
    else:
        lines += ["", _("De site is niet geïnstalleerd. Dat doet u met: pip install 'brink[site]'")]
    lines += [
        "", _("opties") + ":", "  -h, --help  " + _("toont deze uitleg"), "  --version   " + _("toont de versie"), "",
        _("Meer over een opdracht: brink OPDRACHT --help. Proberen: brink example OPDRACHT MAP"), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _site_is_there() -> bool:
    from importlib.util import find_spec

    return find_spec("django") is not None and find_spec("environs") is not None


def _without_site(command: str) -> str:
    if command in SITE:
        told = _("De site is niet geïnstalleerd. Dat doet u met: pip install 'brink[site]'")
        return f"brink {command}: {told}\n"
    told = _("{name} ken ik niet. Bekijk de opdrachten met: brink --help")
    return f"brink: {told.format(name=repr(command))}\n"


if __name__ == "__main__":
    raise SystemExit(main())
