"""What every answer must show that is not final: one notice, above the heading, with the focus and in the title."""

import re
from html import unescape

from django.apps import apps
from django.db.models import CharField, TextField
from django.http import HttpResponse

from tests.form_client import Field, Page

_TITLE = re.compile(r"<title>\s*([^<]*)</title>")


def is_final(response: HttpResponse) -> bool:
    """Tell whether what was sent was done: one is led on, and not to a way in."""
    return response.status_code == 302 and "/login/" not in response["Location"]


def faults_of(response: HttpResponse) -> list[str]:
    """Return what is wrong with a page that says that something was not sent."""
    text = response.content.decode()
    page, wrong = Page(text), list[str]()
    notices = page.select("div.brink-not-sent")
    if len(notices) != 1:
        return [f"{len(notices)} notices"]
    (notice,) = notices
    heading = next(notice.all("h2")).words
    if text.index("brink-not-sent") > text.index("<h1"):
        wrong.append("below the heading")
    title = _TITLE.search(text)
    if title is None or not title[1].startswith(f"{heading}:"):
        wrong.append("not in the title")
    focused = [one for one in page.root.all() if "autofocus" in one.attributes]
    if not focused or focused[0] is not notice:
        wrong.append("without the focus")
    if not notice.words.removeprefix(heading).strip():
        wrong.append("says nothing")
    wrong += [f"{one.name} cuts off" for form in page.forms for one in form.fields if "maxlength" in one.attributes]
    return wrong + [f"{one} is needed and was called optional" for one in needed_after_all(page)]


def needed_after_all(page: Page) -> list[str]:
    """Return the empty fields that are asked for now and were said to be free to leave empty."""
    found = []
    for field in page.select("div.brink-field--error"):
        optional = any("leeg blijven" in one.words for one in field.all("span"))
        controls = [Field(one) for one in field.all("input", "textarea", "select")]
        if optional and controls and not any(value for one in controls for value in one.stands):
            found.append(controls[0].name)
    return found


def stored(text: str) -> bool:
    """Tell whether a text stands in some row: a page of several parts saves those in which nothing is wrong."""
    return any(
        model._default_manager.filter(**{field.attname: text}).exists()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
    )


def lost(response: HttpResponse, texts: list[str]) -> list[str]:
    """Return the texts that are neither on the page that came back nor saved."""
    page = unescape(response.content.decode())
    return [text for text in texts if text not in page and not stored(text)]


def in_fields(response: HttpResponse, texts: list[str]) -> bool:
    """Tell whether each of these texts stands in a field of a form again."""
    fields = [value for form in Page(response.content.decode()).forms for one in form.fields for value in one.stands]
    return all(text in fields or stored(text) for text in texts)
