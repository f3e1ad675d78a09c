"""The pages of every register that is loaded, under its segment and named by its key: `commitment:list`, …."""

from django.urls import URLPattern, URLResolver, include, path

from brink.domain.records.card import RecordCard, cards
from brink.domain.records.views import ACT, DESK_LIST, READ, RegisterViews


def pages_of(card: RecordCard) -> URLResolver:
    """Mount the pages of one register. Its own addresses below the segment, if any, stand in its own `urls`."""
    views, desk = RegisterViews(card), f"balie/{card.segment}/"
    patterns: list[URLPattern | URLResolver] = [
        path(f"{card.segment}/", READ(views.index), name="list"),
        path(f"{card.segment}/feed.atom", READ(views.feed), name="feed"),
        path(f"{card.segment}/open.csv", READ(views.table), name="table"),
        path(f"{card.segment}/<slug:slug>/", READ(views.page), name="page"),
        path(desk, READ(DESK_LIST(views.desk)), name="desk"),
        path(f"{desk}nieuw/", ACT(views.new), name="new"),
        path(f"{desk}<slug:slug>/samenhang/", ACT(views.links), name="links"),
        path(f"{desk}<slug:slug>/<slug:name>/", ACT(views.act), name="act"),
    ]
    return path("", include((patterns, card.key), namespace=card.key))


urlpatterns = [pages_of(card) for card in cards.all()]
