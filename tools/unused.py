"""Code that nothing uses, or tests alone: `make lint` refuses it. Vulture reads Python; this adds what else uses it.

Templates name what they show, and settings name classes in text. What a framework calls by a name of its own is in
`CALLED`; what is kept without a user in the house stands in `KEPT`, each with its reason.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent
READ = (ROOT / "src", ROOT / "tools")
# What is written as an instrument uses the kit as the coming ones will.
MODELS = (ROOT / "tests" / "example_instrument", ROOT / "tests" / "trial")
SKIPPED = ("*/src/*/tests/*", "*/migrations/*", "*/tools/peer_*")
# Names that Django, allauth and others ask for, and decorators that hand a function to them.
CALLED = (
    *("Meta", "*Config", "clean_*", "to_python", "run_validators", "get_prep_value", "from_db_value", "process_*"),
    *("is_open_for_signup", "format_email_subject", "generate_authenticator_name", "engine", "template_*"),
    *("handle_*tag", "as_sql", "as_sqlite", "as_postgresql", "get_queryset", "value_from_datadict", "decompress"),
)
HANDED = ("@register.*", "@promise", "@*.register", "@*.register_lookup")
# Fields of rows and dataclasses are read by the database, templates and exports: only what runs is asked.
RUNS = {"function", "method", "class", "property", "import", "unreachable_code"}
KEPT = {
    "writing": "what an act is being done, for tests of the kernel",
    "StrOrPromise": "named in quoted annotations, which vulture does not read",
    "class_names": "what the stylesheet holds, for the architecture tests that look for a class without style",
    "full_text": "what migration foundation/0001 runs; migrations are not read here",
    "set_guards": "what migrations run that say what a row never does; migrations are not read here",
    "lift_guards": "the way back of the same migrations",
    "pytest_fixture_setup": "a hook that pytest finds by its name, in tools/mutants_worker.py",
    "pytest_runtestloop": "a hook that pytest finds by its name, in tools/mutants_worker.py",
    "reveal": "`brink draw reveal`, which draw_command finds by the name of its module",
}


def named_elsewhere() -> Iterator[str]:
    """Return every name that a template, a data file or a text with a dotted path holds."""
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in (".html", ".toml"):
            yield from re.findall(r"[A-Za-z_]\w+", path.read_text())
        elif path.suffix == ".py" and "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    dotted = re.fullmatch(r"[\w.]+[.:]([A-Za-z_]\w+)", node.value)
                    yield from dotted.groups() if dotted else ()


def main() -> int:
    """Print what is unused; return 1 when there is anything, or when a reason has lost its subject."""
    reader = Vulture(ignore_names=list(CALLED), ignore_decorators=list(HANDED))
    reader.scavenge([str(one) for one in READ + MODELS], exclude=list(SKIPPED))
    reader.used_names.update(named_elsewhere())
    unused = [one for one in reader.get_unused_code(min_confidence=60) if one.typ in RUNS]
    found = [one for one in unused if any(root in Path(one.filename).parents for root in READ)]
    lost = set(KEPT) - {one.name for one in found}
    for one in found:
        if one.name not in KEPT:
            where = Path(one.filename).relative_to(ROOT)
            print(f"{where}:{one.first_lineno}: {one.typ} {one.name} is used by nothing, or by tests alone")
    for name in sorted(lost):
        print(f"tools/unused.py: {name} is used after all, or gone: take its reason out")
    return 1 if lost or any(one.name not in KEPT for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
