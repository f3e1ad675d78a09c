"""The `brink` console script: one front door, method commands without Django, site commands with it."""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (see docs/how-to/command-line.md)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    from brink.methods.files.commands import COMMANDS as METHOD_COMMANDS

    if arguments and arguments[0] in METHOD_COMMANDS:
        return METHOD_COMMANDS[arguments[0]](arguments[1:])
    from brink.site.commands import main as site_main

    return site_main(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
