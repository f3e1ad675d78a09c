"""`{% load brink %}`: the components as tags. Signatures and examples stand in `brink/ui/README.md`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context, Library
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.search.snippets import Piece
from brink.ui import stylesheet as sheet
from brink.ui import way_back
from brink.ui.components import (
    Arm,
    Channel,
    Fact,
    Figure,
    Link,
    Matrix,
    Meeting,
    Promise,
    Question,
    QueueGroup,
    Receipt,
    Table,
)
from brink.ui.figures import euros
from brink.ui.figures import grouped as group_digits
from brink.ui.icons import icon as draw_icon
from brink.ui.not_sent import NotSent, of_page
from brink.ui.pictures.svg import Svg
from brink.ui.qr import qr_svg

register = Library()


@register.simple_tag
def lang(language: str = "nl") -> str:
    """Say of an element that its words are in another language than the page: ` lang="nl"`, or nothing.

    What bodies write is Dutch; what people give is in the language that is kept with it.
    """
    return format_html(' lang="{}"', language) if language != (get_language() or "nl").split("-")[0] else ""


@register.simple_tag
def stylesheet(theme: str = "") -> str:
    """Address of the one style sheet, in the theme of the body whose page this is.

    A theme that is not shipped falls back to that of the site.
    """
    return static(sheet.filename(theme if theme and theme in sheet.themes() else sheet.DEFAULT_THEME))


@register.simple_tag
def address(kind: str, *args: object) -> str:
    """Address of a page that stands above the app whose template this is: `{% address "process" process.slug %}`."""
    return page_url(kind, *args)


@register.simple_tag
def icon(name: str) -> Svg:
    """Show an icon; the word stands beside it in the template."""
    return draw_icon(name)


@register.simple_tag
def qr(text: str) -> Svg:
    """Show a QR code, in a `brink-qr` element with a label or hidden from readers, beside its address in words."""
    return qr_svg(text)


@register.inclusion_tag("ui/components/button.html")
def button(
    label: str,
    href: str = "",
    kind: str = "primary",
    small: bool = False,
    name: str = "",
    value: str = "",
    icon: str = "",
) -> dict[str, object]:
    """Show a submit button, or with `href` a link that looks like one. `kind` is `primary` or `quiet`."""
    return {"label": label, "href": href, "kind": kind, "small": small, "name": name, "value": value, "icon": icon}


@register.simple_tag(takes_context=True)
def not_sent(context: Context) -> NotSent | None:
    """Return what stops a form that came back, for `ui/base.html` alone; None on every other page."""
    return of_page(context.flatten())


@register.simple_block_tag
def said(content: str) -> SafeString:
    """Keep a piece of a page on one line, to say it in more than one place: `{% said as title %}…{% endsaid %}`."""
    return format_html("{}", SafeString(" ".join(content.split())))


@register.simple_block_tag
def stop(
    content: str,
    title: str,
    id: str,
    number: int | str = "",
    icon: str = "",
    state: str = "walked",
    when: str = "",
    date: str = "",
    level: int = 2,
    landmark: bool = True,
) -> SafeString:
    """Show one section on the path. `state`: `walked`, `now` or `ahead`. `number` or `icon` goes in the post.

    `when` is a date in words above the title, `date` the same moment as ISO text. Landmarks need names of their own:
    where titles come back on one page, the sections are none (`landmark`).
    """
    return render_to_string(
        "ui/components/stop.html",
        {
            "content": content, "title": title, "id": id, "number": number, "icon": icon, "state": state,
            "when": when, "date": date, "level": level, "landmark": landmark, "bend": sum(id.encode()) % 3,
        },
    )  # fmt: skip


register.filter(euros)


@register.filter
def grouped(value: int) -> str:
    """Show a figure the way people read it: 1.031."""
    return group_digits(value)


@register.simple_tag
def content(name: str) -> str:
    """Return words of a body for within a translated sentence, which say that they are Dutch where the page is not."""
    return format_html("<span{}>{}</span>", lang(), name) if lang() else name


@register.simple_tag
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Show a piece of text with what was searched for marked in it."""
    shown = (format_html("<mark>{}</mark>", one.text) if one.hit else one.text for one in pieces)
    return format_html_join("", "{}", ((one,) for one in shown))


@register.simple_block_tag
def minority(content: str, title: str, level: int = 3) -> SafeString:
    """Show what the minority brought in and what was done with it: a voice, then a list of terms."""
    return render_to_string("ui/components/minority.html", {"content": content, "title": title, "level": level})


@register.inclusion_tag("ui/components/promise.html")
def promise(promise: Promise) -> dict[str, object]:
    """Show what we do with the words, who reads them, when the giver hears. Stands at every form."""
    return {"promise": promise}


@register.inclusion_tag("ui/components/receipt.html", takes_context=True)
def receipt(context: Context, receipt: Receipt, level: int = 2, id: str = "bonnetje") -> dict[str, object]:
    """Show the slip with the tracking code: words, figures, QR, why to keep it, and the ways to do so."""
    return {"receipt": receipt, "level": level, "id": id, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/components/queue.html")
def queue(group: QueueGroup, id: str) -> dict[str, object]:
    """Show one group of the desk's queue, such as "Te laat" or "Vandaag"."""
    return {"group": group, "id": id}


@register.inclusion_tag("ui/components/voice.html")
def voice(text: str, source: str = "", language: str = "nl") -> dict[str, object]:
    """Somebody's words, verbatim. `source` says who and where, as far as that may be known."""
    return {"text": text, "source": source, "language": language}


@register.inclusion_tag("ui/components/own_words.html")
def own_words(text: str, source: str = "", language: str = "nl") -> dict[str, object]:
    """Show the reader's own words. At most once on a page, for it is a boulder surface."""
    return {"text": text, "source": source, "language": language}


@register.inclusion_tag("ui/components/notice.html")
def notice(text: str, kind: str = "info") -> dict[str, object]:
    """Show one message. `kind`: `info`, `done` or `warning`; the kind is said in words too."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("ui/components/notices.html")
def notices(messages: Iterable[Any]) -> dict[str, object]:
    """Django's messages, each as a notice; but for refusals, which stand above the heading as "Nog niet verstuurd"."""
    kinds = {"success": "done", "warning": "warning"}
    said = [one for one in messages or () if one.level_tag != "error"]
    return {"notices": [(str(message), kinds.get(message.level_tag, "info")) for message in said]}


@register.inclusion_tag("ui/components/facts.html")
def facts(facts: Sequence[Fact], stacked: bool = False) -> dict[str, object]:
    """Terms with their text, such as who decides and when."""
    return {"facts": facts, "stacked": stacked}


@register.inclusion_tag("ui/components/figures.html")
def figures(figures: Sequence[Figure]) -> dict[str, object]:
    """Show a row of big figures, each with its sentence."""
    return {"figures": figures}


@register.inclusion_tag("ui/components/table.html")
def data_table(table: Table, hide_caption: bool = False) -> dict[str, object]:
    """Show a table that stacks on a phone and keeps its table roles there."""
    return {"table": table, "hide_caption": hide_caption}


@register.inclusion_tag("ui/components/pagination.html")
def pagination(page: Page[Any], query: QueryDict | None = None, name: str = "pagina") -> dict[str, object]:
    """Links to the page before and after. `query` keeps the other search terms (`request.GET`)."""
    kept = query.copy() if query is not None else QueryDict(mutable=True)

    def address(number: int) -> str:
        kept[name] = str(number)
        return f"?{kept.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/components/list_files.html")
def list_files(query: QueryDict) -> dict[str, object]:
    """Links to this list as a file, with what narrows it (`request.GET`); the view answers with `spreadsheets.file`."""
    kept = query.copy()
    for name in ("pagina", "open", "toon", "rij"):
        kept.pop(name, None)
    found = []
    for kind, name in spreadsheets.names():
        kept[spreadsheets.ASKED] = kind
        found.append(Link(name, f"?{kept.urlencode()}"))
    return {"links": found}


@register.simple_tag
def onward(url: str, query: QueryDict | None = None) -> str:
    """Return the address of a row of a list, with what narrows the list (`request.GET`) for `{% back %}` there."""
    return way_back.onward(url, query)


@register.simple_tag(takes_context=True)
def still_from_list(context: Context, url: str) -> str:
    """Return the address of an act on a page that was reached from a list, with what narrowed that list."""
    return way_back.with_carried(url, way_back.carried(context.get("request")))


@register.inclusion_tag("ui/components/empty.html")
def empty(text: str, link: Link | None = None) -> dict[str, object]:
    """Says plainly that there is nothing, and what can be done."""
    return {"text": text, "link": link}


@register.inclusion_tag("ui/components/back.html", takes_context=True)
def back(context: Context, url: str, label: str, content: bool = False) -> dict[str, object]:
    """Show the one link back up; Brink has no trail of crumbs. `content`: the label is words of a body, in Dutch.

    To a list it leads as the reader left it, when its rows were linked with `{% onward %}`.
    """
    url = way_back.to_list(url, context.get("request"))
    return {"url": url, "label": format_html("<span{}>{}</span>", lang(), label) if content and lang() else label}


@register.inclusion_tag("ui/components/print_link.html")
def print_link(url: str, label: str = "") -> dict[str, object]:
    """To the page made for paper."""
    return {"url": url, "label": label}


@register.inclusion_tag("ui/components/statement.html", takes_context=True)
def statement(
    context: Context,
    text: str,
    action: str,
    number: int = 0,
    total: int = 0,
    name: str = "stem",
    focus: bool = False,
    hidden: dict[str, str] | None = None,
    links: Sequence[Link] = (),
) -> dict[str, object]:
    """Show a sentence by somebody with three equal answers. Sends `agree`, `disagree` or `unsure` under `name`.

    `focus` puts the reader on it after an earlier vote; `hidden` are fields sent along; `links` stand below.
    """
    return {
        "text": text, "action": action, "number": number, "total": total, "name": name, "focus": focus,
        "hidden": hidden or {}, "links": links, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("ui/components/matrix.html")
def matrix(matrix: Matrix) -> dict[str, object]:
    """Two things against each other. Scrolls sideways inside its own region, also by keyboard."""
    return {"matrix": matrix}


@register.inclusion_tag("ui/components/channels.html")
def channels(channels: Sequence[Channel]) -> dict[str, object]:
    """Other ways to take part."""
    return {"channels": channels}


@register.inclusion_tag("ui/components/questions.html")
def questions(
    questions: Sequence[Question], numbered: bool = False, level: int = 3, query: QueryDict | None = None
) -> dict[str, object]:
    """Show a list of open questions. `numbered` when a picture beside it carries the same numbers.

    `query` is what narrows the list (`request.GET`), for the way back from a question.
    """
    return {"questions": questions, "numbered": numbered, "level": level, "query": query}


@register.inclusion_tag("ui/components/dates.html")
def dates(dates: Sequence[Meeting], level: int = 3) -> dict[str, object]:
    """Days to come by."""
    return {"dates": dates, "level": level}


@register.inclusion_tag("ui/components/signpost.html")
def signpost(arms: Sequence[Arm]) -> dict[str, object]:
    """Show the wooden signpost with the next moments, for the printed sheet. Four or five arms fit one page."""
    return {"arms": arms}


@register.inclusion_tag("ui/components/bundle.html")
def bundle(voices: Sequence[tuple[str, bool]]) -> dict[str, object]:
    """Words that lie together: pairs of the words and whether they are the reader's own."""
    return {"voices": voices}


@register.inclusion_tag("ui/components/number_grid.html")
def number_grid(numbers: Sequence[str], fresh: str = "") -> dict[str, object]:
    """Drawn numbers, never names. `fresh` is the one drawn last."""
    return {"numbers": numbers, "fresh": fresh}
