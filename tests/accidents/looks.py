"""What every answer must show that is not final: one notice, above the heading, with the focus and in the title."""

import re

from django.http import HttpResponse

from tests.form_client import Page

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
    told = [one.words for one in page.select("div.brink-field--error span.brink-field__optional")]
    wrong += [f"was called optional: {one}" for one in told if "leeg blijven" in one]
    return wrong


def in_fields(response: HttpResponse, texts: list[str]) -> bool:
    """Tell whether each of these texts stands in a field of a form again."""
    fields = [value for form in Page(response.content.decode()).forms for one in form.fields for value in one.stands]
    return all(text in fields for text in texts)
