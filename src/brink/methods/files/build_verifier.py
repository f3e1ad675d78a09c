"""The verifier as one Python file that a stranger can read and run without installing anything.

It is put together from the very modules that the package runs, so there is no second version of the rules to drift.
"""

from __future__ import annotations

import ast
from gettext import gettext as _
from importlib import resources

from .manual import MANUALS, below_options
from .terminal import DONE, Parser, answer
from .writing import write_all

_PARTS = (
    ("brink.methods.ledger", "canonical_json.py"),
    ("brink.methods.ledger", "tree.py"),
    ("brink.methods.ledger", "ed25519.py"),
    ("brink.methods.ledger", "notes.py"),
    ("brink.methods.ledger", "contents.py"),
    ("brink.methods.ledger", "records.py"),
    ("brink.methods.ledger", "process_export.py"),
    ("brink.methods.files", "commitments.py"),
    ("brink.methods.files", "budget_checking.py"),
    ("brink.methods.files", "draw_checking.py"),
    ("brink.methods.files", "terminal.py"),
    ("brink.methods.files", "verify_command.py"),
)
_HEAD = '''#!/usr/bin/env python3
"""Rekent na wat Brink publiceert: een logboek, ontvangstbewijs, buurtbudget of loting.

Alleen Python 3.11 is nodig, geen internet.

    python3 brink_verify.py PAD [--against OUDER] [--key SLEUTEL] [--json BESTAND]

Uitkomst: 0 geldig, 1 ongeldig (het eerste dat niet klopt staat erbij), 2 niets om na te rekenen.
Put together by Brink from the modules named below; licence EUPL-1.2.
"""

from __future__ import annotations

'''


def _own(node: ast.ImportFrom) -> bool:
    return (node.module or "").startswith(("brink.", "__future__"))


def _said(alias: ast.alias) -> str:
    return alias.name if alias.asname is None else f"{alias.name} as {alias.asname}"


def verifier() -> str:
    """Return the source of the one-file verifier; the same package gives the same bytes."""
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    bodies = []
    for package, name in _PARTS:
        source = resources.files(package).joinpath(name).read_text(encoding="utf-8")
        lines = source.splitlines()
        tree = ast.parse(source)
        heading = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        for node in heading:
            if isinstance(node, ast.Import):
                plain |= {alias.name for alias in node.names}
            elif not _own(node):
                named.setdefault(node.module or "", set()).update(map(_said, node.names))
        last = max(node.end_lineno or 0 for node in heading)
        bodies.append(f"# --- {package}.{name.removesuffix('.py')} ---\n" + "\n".join(lines[last:]).strip() + "\n")
    imports = [f"import {name}" for name in sorted(plain)]
    imports += [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(named.items())]
    return _HEAD + "\n".join(imports) + "\n\n\n" + "\n\n".join(bodies)


def main(arguments: list[str]) -> int:
    """Run `brink verifier FILE` and return its exit code."""
    ask = Parser(
        prog="brink verifier", description=MANUALS["verifier"].purpose, epilog=below_options("verifier")
    )
    ask.add_argument("file", metavar="FILE", help=_("waar het komt (- is het scherm)"))
    asked = ask.parse_args(arguments)

    def work() -> int:
        write_all({asked.file: verifier()})
        return DONE

    return answer(work)
