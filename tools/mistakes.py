"""Small mistakes that somebody could make in Python, one at a time; `mutants.py` asks whether a test notices them.

Left alone: texts, annotations, and constants in capitals, which say how long a search goes on and not what is right;
but for those that say which roles may do what. A number becomes larger, but how many roundoffs a margin has room for
becomes 0: more room is no mistake. Left alone too is what changes nothing by construction: imports for the type
checker, what a column is called or asks of a form, lines for the log, and the body beside the key of something of it.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
ARITHMETIC: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
# Of a column: what only forms and the admin would read, and how it is stored.
COLUMN = {"blank", "verbose_name", "verbose_name_plural", "help_text", "editable", "max_length", "db_index"}
LOGS = {"logger", "_logger", "log", "_log", "logging"}
# Sets of roles: one role is forgotten, or all staff may.
ROLES = {"WRITERS": 2, "CLERK": 2, "ADMIN": 2, "DESK": 2, "STAFF": 1}


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int]]:
    """Yield (node, kind, choice) for every mistake that can be made in a module."""
    margins = {id(node) for product in ast.walk(tree) for node in _room(product)}
    for node in _code(tree):
        if isinstance(node, ast.Compare):
            yield from ((node, "compare", way) for way in range(len(COMPARISONS[type(node.ops[0])])))
        elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
            yield node, "arithmetic", 0
        elif isinstance(node, ast.BoolOp):
            yield node, "and or", 0
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
            yield node, "sign", 0
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            yield node, "room" if id(node) in margins else "number", 0
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield node, "branch", 0
        elif isinstance(node, ast.Name | ast.Attribute) and getattr(node, "id", getattr(node, "attr", "")) in NAMES:
            yield node, "name", 0
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in ROLES:
            yield from ((node, "roles", way) for way in range(ROLES[node.id]))
        elif isinstance(node, ast.Break | ast.Continue):
            yield node, "loop", 0
        elif isinstance(node, ast.Call) and _is_condition(node):
            conditions = enumerate(node.keywords)
            yield from ((node, "condition", which) for which, one in conditions if not _is_said_twice(one, node))
        elif isinstance(node, ast.Raise | ast.AugAssign) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ):
            yield node, "left out", 0


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk code that runs and decides: no annotations, no constants in capitals, nothing that is without effect."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.Assign | ast.AnnAssign) and _is_setting(child):
                continue
            if _is_idle(child):
                continue
            if isinstance(child, ast.If) and _is_for_types(child):
                yield from (part for one in child.orelse for part in (one, *_code(one)))
                continue
            yield child
            yield from _code(child)


def _is_idle(node: ast.AST) -> bool:
    """Tell whether no test could notice that this is otherwise: a line of the log, what only a form asks of a column.

    `strict` of a zip says that two lists are equally long; they are.
    """
    if isinstance(node, ast.keyword):
        return node.arg == "strict" or node.arg in COLUMN
    called = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in LOGS


def _is_for_types(node: ast.If) -> bool:
    return ast.unparse(node.test).rsplit(".", 1)[-1] == "TYPE_CHECKING"


def _is_said_twice(condition: ast.keyword, node: ast.Call) -> bool:
    """Tell whether a condition names the body beside something of that body, which the index wants and no answer."""
    said = condition.value
    if condition.arg not in ("tenant", "tenant_id") or not isinstance(said, ast.Attribute):
        return False
    of = ast.unparse(said.value)
    keys = (ast.unparse(one.value) for one in node.keywords if one is not condition)
    return said.attr in ("tenant", "tenant_id") and any(
        key == of or (key.startswith(f"{of}.") and key.endswith(("_id", ".pk", ".id"))) for key in keys
    )


def _room(product: ast.AST) -> Iterator[ast.AST]:
    """Yield the numbers by which a product multiplies the roundoff."""
    parts, factors = [product], []
    while parts:
        node = parts.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            parts += [node.left, node.right]
        else:
            factors.append(node)
    if any(isinstance(node, ast.Name) and node.id == "UNIT_ROUNDOFF" for node in factors):
        yield from (node for node in factors if isinstance(node, ast.Constant))


def _is_condition(node: ast.Call) -> bool:
    """Tell whether a call says which rows are meant: each of its conditions can be forgotten."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ("filter", "exclude", "Q", "Rule") and len(node.keywords) > 0


def _is_setting(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    says = {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)} if node.value else set()
    return any(part.id.strip("_").isupper() for part in names) and not says & {"Role", "action"}


def mistaken(tree: ast.Module, number: int) -> tuple[ast.Module, str]:
    """Return the module with mistake `number`, and what was done, on one line."""
    tree = copy.deepcopy(tree)
    node, kind, way = list(places(tree))[number]
    before = " ".join(ast.unparse(node).split())[:160]
    _change(node, kind, way)
    after = " ".join(ast.unparse(node).split())[:160]
    if kind in ("loop", "left out", "roles"):
        after = {"loop": "the other", "left out": "pass"}.get(kind, ("one role less", "all staff")[way])
        tree = _Swap(node, way).visit(tree)
    return ast.fix_missing_locations(tree), f"{getattr(node, 'lineno', 0)}: {kind}: {before}  ->  {after}"


def home(tree: ast.Module, number: int) -> int:
    """Return the line of the statement in a function that mistake `number` is part of; 0 when it is in none."""
    above = {id(child): (node, name) for node in ast.walk(tree) for name, child in _children(node)}
    node, statement, found = next(place for at, place in enumerate(places(tree)) if at == number)[0], 0, 0
    while id(node) in above:
        if isinstance(node, ast.stmt) and not statement:
            statement = node.lineno
        parent, field = above[id(node)]
        if isinstance(parent, ast.FunctionDef) and field == "body":
            found = found or statement
        elif isinstance(parent, ast.FunctionDef) and not found:
            statement = 0  # what stands in the head of a function is worked out where the function is defined
        node = parent
    return found


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for name, value in ast.iter_fields(node):
        yield from ((name, one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST))


class Probes(ast.NodeTransformer):
    """Let each statement of each function say that it was reached: `__seen__(number of the file, line)`."""

    def __init__(self, file: int) -> None:
        self.file, self.inside = file, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Put probes in a function."""
        self.inside += 1
        self.generic_visit(node)
        self.inside -= 1
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Put a probe before every statement in a list of them."""
        super().generic_visit(node)
        for name, value in ast.iter_fields(node) if self.inside else ():
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(node, name, [part for one in value for part in self._probed(one)])
        return node

    def _probed(self, statement: ast.stmt) -> tuple[ast.stmt, ...]:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return (statement,)  # a docstring, which must stay the first
        return self._probe(statement), statement

    def _probe(self, statement: ast.stmt) -> ast.stmt:
        call = ast.parse(f"__seen__(({self.file}, {statement.lineno}))").body[0]
        return ast.fix_missing_locations(ast.copy_location(call, statement))


def _change(node: ast.AST, kind: str, way: int) -> None:
    if kind == "compare":
        node.ops[0] = COMPARISONS[type(node.ops[0])][way]()  # type: ignore[attr-defined]
    elif kind == "arithmetic":
        node.op = ARITHMETIC[type(node.op)][0]()  # type: ignore[attr-defined]
    elif kind == "and or":
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()  # type: ignore[attr-defined]
    elif kind == "sign":
        if isinstance(node.op, ast.USub):  # type: ignore[attr-defined]
            node.op = ast.UAdd()  # type: ignore[attr-defined]
        elif isinstance(node.op, ast.Invert):  # type: ignore[attr-defined]
            node.operand = ast.UnaryOp(ast.Invert(), node.operand)  # type: ignore[attr-defined]
        else:
            node.operand = ast.UnaryOp(ast.Not(), node.operand)  # type: ignore[attr-defined]
    elif kind == "number":
        node.value = not node.value if isinstance(node.value, bool) else node.value * 2 + 1  # type: ignore[attr-defined]
    elif kind == "room":
        node.value = 0  # type: ignore[attr-defined]
    elif kind == "branch":
        node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    elif kind == "condition":
        del node.keywords[way]  # type: ignore[attr-defined]
    elif kind == "name":
        field = "id" if isinstance(node, ast.Name) else "attr"
        setattr(node, field, NAMES[getattr(node, field)])


class _Swap(ast.NodeTransformer):
    """Replace one statement, or the name of a set of roles."""

    def __init__(self, node: ast.AST, way: int) -> None:
        self.node, self.way = node, way

    def visit(self, node: ast.AST) -> ast.AST:
        """Return what comes instead."""
        if node is not self.node:
            return self.generic_visit(node)
        if isinstance(node, ast.Name):
            made = (f"frozenset(sorted({node.id})[1:])", f"frozenset(type(min({node.id})))")[self.way]
            return ast.copy_location(ast.parse(made, mode="eval").body, node)
        return {ast.Break: ast.Continue, ast.Continue: ast.Break}.get(type(node), ast.Pass)()
