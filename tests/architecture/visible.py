"""Which words of a template or a Python file reach a reader without passing the catalogue.

Templates are read with Django's own lexer: what `{% translate %}` and `{% blocktranslate %}` hold is taken out; what
is left of the visible text, of the visible attributes and of the words inside other tags is returned. Python is read
as a syntax tree: the sentences of refusals, findings, messages, queue items, labels and names of fields.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

VISIBLE_ATTRIBUTES = {
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "title",
    "alt",
    "content",
}
# Tags whose quoted words are names of templates, addresses, icons and formats, never words to read.
SILENT_TAGS = {"load", "extends", "url", "static", "get_static_prefix", "icon", "stylesheet", "if", "elif", "for"}
SILENT_TAGS |= {"translate", "trans"}
# Arguments of includes and components that hold a code.
SILENT_ARGUMENTS = {"kind", "tone", "url", "id", "name", "icon", "level", "template", "href", "size", "field", "format"}
SILENT_FILTERS = {"date", "time", "add", "cut", "join", "stringformat", "slice", "dictsort"}
SPEAKING_FILTERS = {"default", "default_if_none"}
CODE = re.compile(r"^\s*[a-z0-9/#_.:-]*$")  # "warning", "/balie/", "brink-page": a value, not a word to read
WORD = re.compile(r"[^\W\d_]{2,}")

REFUSALS = {"BadInput", "NotNow", "NotAllowed", "Refusal", "KeyReused", "TooMany", "ValidationError"}
SAYING = {"success", "info", "warning", "error"}  # of django.contrib.messages
ARGUMENTS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "promise"}
QUEUE = {"act", "where"}  # of a queue item; the `where` of a finding is an address
FIELD = re.compile(r"^(\w*Field|ForeignKey)$")


GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}
# Small words that Dutch has and English has not.
DUTCH = re.compile(
    r"\b(de|het|een|van|en|niet|uw|u|wij|deze|dit|voor|naar|met|wie|wat|waar|kies|geen|bij|alle|hoe|nog|kan|zijn|heeft)\b",
    re.IGNORECASE,
)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


class _Reader(HTMLParser):
    """Collects visible text and visible attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what visible attributes say."""
        if tag in {"script", "style"}:
            self.hidden += 1
        if tag == "meta" and dict(attrs).get("name") != "description":
            return
        self.found += [value for name, value in attrs if name in VISIBLE_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        """Leave scripts and styles."""
        if tag in {"script", "style"}:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        """Keep visible text."""
        if not self.hidden:
            self.found.append(data)


def _in_tag(content: str) -> Iterator[str]:
    """Yield quoted words inside a tag or a variable that a reader would see."""
    for match in re.finditer(r"""(_\()?(["'])((?:(?!\2).)*)\2""", content):
        before = content[: match.start()].rstrip()
        argument = re.search(r"(\w+)=$", before)
        filtered = re.search(r"\|(\w+):$", before)
        default = filtered and filtered[1] in SPEAKING_FILTERS
        silent = (
            match[1]
            or (CODE.match(match[3]) and not default)
            or (argument and argument[1] in SILENT_ARGUMENTS)
            or (filtered and filtered[1] in SILENT_FILTERS)
            or re.search(r"(==|!=|\bin)$", before)
        )
        if not silent:
            yield match[3]


def in_template(text: str, *, plain: bool = False) -> list[str]:
    """Return visible words outside the catalogue; `plain` for templates of mails, which hold no HTML."""
    rest: list[str] = []
    found: list[str] = []
    inside = ""  # the tag whose content is passed over, up to its end
    for token in Lexer(text).tokenize():
        tag = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if inside:
            inside = "" if token.token_type == TokenType.BLOCK and tag == f"end{inside}" else inside
        elif token.token_type == TokenType.TEXT:
            rest.append(token.contents)
        elif token.token_type == TokenType.VAR:
            rest.append(" ")
            found += _in_tag(token.contents)
        elif token.token_type == TokenType.BLOCK:
            rest.append(" ")
            if tag in {"blocktranslate", "blocktrans", "comment"}:
                inside = tag
            elif tag == "block" and token.contents.endswith("_class"):
                inside = tag  # its text becomes a class
            elif tag not in SILENT_TAGS:
                found += _in_tag(token.contents)
    if plain:
        found.append("".join(rest))
    else:
        reader = _Reader()
        reader.feed("".join(rest))
        reader.close()
        found += reader.found
    return [" ".join(one.split()) for one in found if WORD.search(one)]


def _texts(node: ast.expr | None) -> Iterator[str]:
    """Yield the bare strings that an expression may come down to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _texts(node.left)


def _place(name: str, owner: str) -> int | None:
    """Return which argument of a call is the sentence for the reader; None when none is."""
    if name in REFUSALS:
        return 0
    if name in {"Finding", "add_error"} or (name in SAYING and owner == "messages"):
        return 1
    if FIELD.match(name) and owner == "models":
        return 1 if name == "ForeignKey" else 0
    return None


def _said(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that a reader gets to see."""
    name = _name(call)
    place = _place(name, getattr(getattr(call.func, "value", None), "id", ""))
    if place is not None:
        yield from call.args[place : place + 1]
    extra = QUEUE if name == "QueueItem" else {"message"} if name in {*REFUSALS, "Finding"} else set()
    for keyword in call.keywords:
        if keyword.arg in ARGUMENTS | extra:
            yield keyword.value
        elif keyword.arg in {"error_messages", "labels", "help_texts", "attrs"} and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                attribute = key.value if isinstance(key, ast.Constant) else ""
                if keyword.arg != "attrs" or attribute in VISIBLE_ATTRIBUTES:
                    yield value


def _choices(node: ast.ClassDef) -> Iterator[ast.expr]:
    """Yield the labels of a class of choices."""
    if any(getattr(base, "attr", "").endswith("Choices") for base in node.bases):
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple) and len(line.value.elts) == 2:
                yield line.value.elts[1]


def _meta(node: ast.ClassDef) -> Iterator[ast.expr]:
    """Yield the names that a model gives itself."""
    for line in node.body if node.name == "Meta" else ():
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in ARGUMENTS:
            yield line.value


def in_python(code: str) -> list[str]:
    """Return the sentences in Python source that a reader sees and that pass by the catalogue."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call):
            said += _said(node)
        elif isinstance(node, ast.ClassDef):
            said += [*_choices(node), *_meta(node)]
        found += [text for one in said for text in _texts(one) if WORD.search(text)]
    return found


def _catalogued(tree: ast.Module) -> set[int]:
    """Return the ids of nodes that stand in a call of gettext or are a docstring."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in GETTEXT:
            skipped |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr):
            skipped.add(id(node.value))
    return skipped


def dutch_in_python(code: str) -> list[str]:
    """Return the strings of two words or more that are Dutch and outside the catalogue, whatever they are used for."""
    tree = ast.parse(code)
    skipped = _catalogued(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and len(node.value.split()) > 1
        and DUTCH.search(node.value)
        and "\\" not in node.value
    ]


def unreadable_calls(code: str) -> list[str]:
    """Return calls of gettext whose text is not a constant: the catalogue cannot hold it."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and _name(node) in GETTEXT
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]


def words_around_translations(code: str) -> list[str]:
    """Return the bare words of f-strings that also call gettext: half a sentence would stay Dutch."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            calls = any(isinstance(inner, ast.Call) and _name(inner) in GETTEXT for inner in ast.walk(node))
            bare = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
            if calls and any(WORD.search(one) for one in bare):
                found.append("".join(bare))
    return found
