"""`{% load reportable_words %}`: below each page, "Meld dit" for the words of people that it quotes."""

from html import unescape
from typing import Any

from django.template import Library
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from brink.foundation.addresses import page_url
from brink.foundation.words_shown import noted

register = Library()
_KEPT = "the page so far"
_ENOUGH = 40
"""So many letters of somebody's words tell whether they stand on the page: a picture or a list may cut them short."""


class _Kept(Node):
    """Renders what stands in it and keeps that for the tag below."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        found = self.nodelist.render(context)
        if context.render_context is not None:
            context.render_context[_KEPT] = found
        return found


@register.tag
def keep_page(parser: Parser, _token: Token) -> _Kept:
    """Keep what stands between this and `{% end_keep_page %}`."""
    nodelist = parser.parse(("end_keep_page",))
    parser.delete_first_token()
    return _Kept(nodelist)


@register.inclusion_tag("ui/components/words_of_people.html", takes_context=True)
def words_of_people(context: Context) -> dict[str, object]:
    """List the words that the page quotes and at which no way to report them stands yet."""
    read = noted()
    if not read:
        return {"quoted": ()}
    kept: Any = context.render_context or {}
    html = str(kept.get(_KEPT, ""))
    said = _plain(unescape(strip_tags(html)))
    found = {}
    for one in read:
        url = page_url("report", one.contribution)
        if url not in found and url not in html and _plain(one.words)[:_ENOUGH] in said:
            found[url] = one
    return {"quoted": list(found.items())}


def _plain(text: str) -> str:
    return " ".join(text.split())
