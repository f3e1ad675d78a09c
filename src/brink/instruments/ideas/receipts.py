"""The page with the receipt: the tracking code, shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brink.domain.contributions.services.giving import Receipt as Given
from brink.instruments.ideas import queries
from brink.instruments.ideas.queries import Frame
from brink.instruments.ideas.rules import COMMENT
from brink.ui.components import Receipt


def _slip(code: str, address: str) -> Receipt:
    """Turn a code as people read it into the slip that shows it."""
    first, second, third, *digits = code.split()
    return Receipt(words=(first, second, third), digits="".join(digits), url=f"{address}?code={'-'.join(code.split())}")


def receipt_page(request: HttpRequest, frame: Frame, given: Given) -> HttpResponse:
    """Show the receipt as the answer to the form itself: sending it again shows the same, and a link shows nothing."""
    address = request.build_absolute_uri("/volg/")
    contribution = given.contribution
    comment = contribution.kind == COMMENT
    response = render(
        request,
        "ideas/receipt.html",
        {
            "frame": frame, "process": frame.process, "round": frame.round,
            "slip": _slip(given.code, address),
            "broker_slip": _slip(given.broker_code, address) if given.broker_code else None,
            "promise": queries.promise(frame.room), "contribution": contribution, "comment": comment,
            "address": f"{frame.base}{contribution.parent_id if comment else contribution.pk}/",
        },
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response
