"""What a request of this site carries, and the words that somebody typed into it."""

import re

from django.http import HttpRequest

from brink.foundation.visibility import ANYONE, Viewer

_CODE = re.compile(r"[0-9a-f-]{32,36}|[\w.:-]*", re.ASCII)


class BrinkRequest(HttpRequest):
    """A request of which it is known who looks: what a view takes."""

    viewer: Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; anyone, for a page of an error that was made before it was known."""
    found: Viewer = getattr(request, "viewer", ANYONE)
    return found


def typed_words(request: HttpRequest) -> list[str]:
    """Return the texts that somebody sent, so that a page that cannot take them gives them back. Codes are no texts."""
    if request.method != "POST":
        return []
    texts = [text.strip() for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken" for text in texts]
    return [text for text in texts if not _CODE.fullmatch(text)]
