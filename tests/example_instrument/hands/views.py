"""The page of a show of hands, with two forms. The receipt is a page of the kit."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.instruments.hands.forms import HandForm, ReasonForm
from brink.instruments.hands.services import raise_hand, say_why
from brink.ui.not_sent import not_sent


def _forms(page: RoundPage, *, hand: HandForm | None = None, reason: ReasonForm | None = None) -> HttpResponse:
    """Show both forms, one of them perhaps with what was sent and why it was refused."""
    sent = hand or reason
    context = {
        "hand": hand or HandForm(prefix="hand"),
        "reason": reason or ReasonForm(prefix="reason"),
        "hand_url": page.address("hand"),
        "reason_url": page.address("reason"),
        "promise": page.promise(),
    }
    return page.render("hands/page.html", context, status_of(sent) if sent else 200, stop=not_sent(sent))


@require_safe
@round_page("hands")
def start(page: RoundPage) -> HttpResponse:
    """Ask for a hand, and for a reason from who wants to give one."""
    return _forms(page)


@require_POST
@round_page("hands")
def hand(page: RoundPage) -> HttpResponse:
    """Take in a hand and go to its receipt."""
    form = HandForm(page.request.POST, prefix="hand")
    done = gave(
        page,
        form,
        lambda data: raise_hand(round=page.round, token=page.device.or_from(data["key"]), side=data["side"]),
    )
    return done or _forms(page, hand=form)


@require_POST
@round_page("hands")
def reason(page: RoundPage) -> HttpResponse:
    """Take in a reason and go to its receipt."""
    form = ReasonForm(page.request.POST, prefix="reason")
    done = gave(
        page,
        form,
        lambda data: say_why(
            round=page.round, side=data["side"], words=data["text"], closed=data["closed"], key=data["key"]
        ),
    )
    return done or _forms(page, reason=form)
