"""Class: a refusal that a page says in a way of its own. The component "Nog niet verstuurd" says all of them.

In the first screen, with the focus and in the title: a view hands a refusal to the form that was sent, or to
`not_sent`, and no template writes an alert by hand.
"""

import ast
from pathlib import Path

from tests.architecture.layers import SOURCE

VIEWS = sorted(
    path for path in SOURCE.rglob("*.py")
    if "tests" not in path.parts and ("views" in path.parts or path.stem.endswith(("views", "_page", "_pages")))
)  # fmt: skip
REFUSALS = frozenset({"Refusal", "BadInput", "NotNow", "NotAllowed", "Conflict"})
HANDED_ON = frozenset({"refuse", "not_sent", "NotSent", "add_error", "refused", "show_refusal"})
# By module and function: why the refusal is said otherwise.
OTHERWISE = {
    "instruments/budget/views.py:_ballot": "what the sum is of a ballot before it is sent: nothing was refused",
    "instruments/valuation/views.py:_compose": "as the ballot: the sum of an advice that is not sent yet",
    "domain/people/views.py:_add_person": "the person stands; of the mail beside it is said that it did not go",
}


def _names(node: ast.expr | None) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} if node is not None else set()


def _whole(node: ast.expr, name: str | None) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _handed_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether the refusal itself goes on, and not only its words."""
    for node in ast.walk(handler):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Assign) and _whole(node.value, handler.name)):
            return True
        if isinstance(node, ast.keyword) and _whole(node.value, handler.name):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in HANDED_ON or (isinstance(called, ast.Attribute) and _names(called.value) == {"messages"}):
                return True
    return False


def test_a_view_hands_every_refusal_to_the_component_that_says_it() -> None:
    found, seen = set[str](), 0
    for path in VIEWS:
        tree = ast.parse(path.read_text("utf-8"))
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            for handler in (one for one in ast.walk(function) if isinstance(one, ast.ExceptHandler)):
                if not REFUSALS & _names(handler.type):
                    continue
                seen += 1
                if not _handed_on(handler):
                    found.add(f"{Path(path).relative_to(SOURCE)}:{function.name}")
    assert found == set(OTHERWISE)
    assert seen > 15


def test_no_template_writes_an_alert_by_hand() -> None:
    found = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.html")
        if 'role="alert"' in path.read_text("utf-8") and path.relative_to(SOURCE).parts[0] != "ui"
    }  # fmt: skip
    assert found == set()
