"""One shell for desk pages: who looks, the way in, the key of a form and the status of a refusal come from the kit."""

import ast
import re

from tests.architecture.test_writing import SOURCE, modules, name_of

# The kit itself, and who puts the viewer on a request.
KIT = frozenset(
    {
        "brink.domain.people.desk",
        "brink.domain.people.act_forms",
        "brink.domain.people.foreseeing",
        "brink.foundation.requests",
    }
)
SETTERS = frozenset({"brink.web.middleware", "brink.domain.people.signing_in.second_proof"})
# Pages of errors have their own statuses, and the pages of logging in belong to allauth.
ELSEWHERE = re.compile(r"brink\.(web\.|ui\.|site\.|domain\.people\.signing_in\.)")
UNTYPED = re.compile(r"request\.viewer\b.*type: ignore|getattr\(request, \"viewer\"")


def copies(module: str, tree: ast.Module) -> list[str]:
    """Return what a module does itself that the kit does for all."""
    path = SOURCE.joinpath(*module.split("."))
    text = (path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py").read_text("utf-8")
    found = ["viewer"] if UNTYPED.search(text) and module not in SETTERS else []
    for node in ast.walk(tree):
        if name_of(node) == "redirect_to_login":
            found.append("way in")
        if isinstance(node, ast.Call) and not ELSEWHERE.match(module):
            for one in node.keywords:
                numbers = [n.value for n in ast.walk(one.value) if isinstance(n, ast.Constant)]
                if one.arg == "status" and {400, 403, 409, 422} & set(numbers):
                    found.append("status")
        if isinstance(node, ast.ClassDef):
            named = [one for one in node.body if isinstance(one, ast.Assign) and "key" in map(name_of, one.targets)]
            found += ["key" for one in named if ast.unparse(one.value).startswith("forms.")]
    return sorted(set(found))


def shells() -> dict[str, list[str]]:
    found = {module: copies(module, tree) for module, tree in modules() if module not in KIT}
    return {module: parts for module, parts in found.items() if parts}


def test_there_is_one_shell_of_desk_pages() -> None:
    assert shells() == {}
