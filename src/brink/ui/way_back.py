"""What narrows a list goes along to a page of one of its rows, and back again: no filter and no page is lost."""

from django.http import HttpRequest, QueryDict

# One name for all that narrows the list, so that it is none of the page's own questions.
CARRIED = "lijst"
LONGEST = 400


def _narrowed(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop(CARRIED, None)
    said = kept.urlencode()
    return said if len(said) <= LONGEST else ""


def onward(url: str, query: QueryDict | None) -> str:
    """Return the address of a row of a list, with what narrows that list (`request.GET`) for the way back."""
    return with_carried(url, _narrowed(query) if query else "")


def carried(request: HttpRequest | None) -> str:
    """Return what narrowed the list that a reader came from; "" when it came from elsewhere."""
    said = request.GET.get(CARRIED, "") if request is not None else ""
    return _narrowed(QueryDict(said)) if len(said) <= LONGEST else ""


def with_carried(url: str, narrowed: str) -> str:
    """Return the address of a page with what narrowed the list it was reached from."""
    if not narrowed:
        return url
    query = QueryDict(mutable=True)
    query[CARRIED] = narrowed
    return f"{url}?{query.urlencode()}"


def to_list(url: str, request: HttpRequest | None) -> str:
    """Return the address of a list as a reader left it."""
    narrowed = carried(request)
    return f"{url}?{narrowed}" if narrowed and "?" not in url else url
