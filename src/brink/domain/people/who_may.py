"""A page that is one act, for who may do that act; others read whom to ask, before they typed a word (review T8).

    path("balie/besluiten/nieuw/<slug:process>/", who_may(DECISION_WRITE)(views.start), name="start")
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from brink.domain.people import queries
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK

P = ParamSpec("P")
View = Callable[Concatenate[BrinkRequest, P], HttpResponse]


def not_yours(request: BrinkRequest, action: Action) -> HttpResponse:
    """Return the page that says who may do this at the bodies of this member of staff."""
    names = {name for body in request.viewer.tenants(DESK) for name in queries.who_may(action, body)}
    return render(request, "people/not_yours.html", {"names": sorted(names)})


def who_may(action: Action) -> Callable[[View[P]], View[P]]:
    """Show a page only to who may do what it is for, at some desk; the others get a page that says who may.

    The view is asked first: what is not there stays not there. What was sent goes to the act, which refuses with the
    words kept.
    """

    def guard(view: View[P]) -> View[P]:
        def guarded(request: BrinkRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            reads = request.method in ("GET", "HEAD") and response.status_code == 200
            if reads and request.viewer.tenants(DESK) and not request.viewer.tenants(action.roles):
                return not_yours(request, action)
            return response

        return update_wrapper(guarded, view)

    return guard
