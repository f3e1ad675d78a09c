"""Pages of one petition: what is asked, the form to support it, the link in a mail, and a list to print."""

from typing import Any

from django.conf import settings as site
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.receipt_page import receipt_redirect
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.people.act_forms import new_key
from brink.domain.people.reaching import phone_of
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.petition import queries
from brink.instruments.petition.forms import SupportForm
from brink.instruments.petition.models import Support
from brink.instruments.petition.round_settings import KEY, Settings
from brink.instruments.petition.services import supporting
from brink.instruments.petition.services.paper import list_mark
from brink.instruments.petition.support_mail import send_waiting
from brink.ui.not_sent import not_sent

LIST_LINES = range(1, 11)


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Show what is asked and why, how many support it, until when, and what happens then."""
    now, proposal = queries.standing(page.round), queries.proposal_of(page.round)
    words_hidden = proposal is not None and not (page.round.prompt or now.settings.why)
    context = {
        "now": now, "proposal": proposal, "by": proposal.shown_name if proposal and not words_hidden else "",
        "words_hidden": words_hidden,
        "words_gone": words_hidden and proposal is not None and proposal.contribution.withdrawn_at is not None,
        "support_url": page.address("support"), "list_url": page.address("list"),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
        "share": f"{site.BASE_URL}{page.address()}",
        "promise": page.promise(queries.own_promise(now.settings.threshold)),
    }  # fmt: skip
    return page.render("petition/start.html", context, own=False)


def _form(page: RoundPage) -> SupportForm:
    settings, area = Settings.of(page.round.settings), queries.area_of(page.round)
    return SupportForm(
        settings, queries.places_for(settings, area), area.name if area else page.process.tenant.name,
        page.request.POST or None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def support(page: RoundPage) -> HttpResponse:
    """Take in a declaration: at once with a receipt, or with a mail to press on first."""
    if page.request.method != "POST" and not page.is_open:
        return page.closed()
    form = _form(page)
    settings = Settings.of(page.round.settings)
    mail = settings.mail
    if form.is_bound and not mail:
        taken = gave(page, form, lambda data: supporting.support(round=page.round, said=form.said(), key=data["key"]))
        if taken is not None:
            return taken
    elif form.is_bound and form.is_valid() and _declared(page, form):
        return _look_in_mail(page)
    context = {
        "form": form, "mail": mail, "keep_days": settings.keep_days, "start_url": page.address(),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("petition/support.html", context, status_of(form))


def _declared(page: RoundPage, form: SupportForm) -> bool:
    """Keep a declaration until the link is pressed; False when the form has something to mend."""
    try:
        supporting.declare(round=page.round, said=form.said(), key=form.cleaned_data["key"])
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    # At once when that is possible; the clock sends what is left.
    send_waiting()
    return True


def _look_in_mail(page: RoundPage) -> HttpResponse:
    """Lead to the page that says the same to everybody: look in your mail."""
    return HttpResponseRedirect(page.address("mailed"))


@require_safe
@round_page(KEY)
def mailed(page: RoundPage) -> HttpResponse:
    """Say that a mail is under way; the same for whoever counts already."""
    return page.render("petition/mailed.html", {"start_url": page.address()}, own=False)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def confirm(page: RoundPage, token: str) -> HttpResponse:
    """Show what the link in a mail does, and do it when it is pressed: a mail program that looks ahead does nothing."""
    found = supporting.by_link(token)
    if found is None or found.round_id != page.round.pk:
        # A declaration that was forgotten is a link that is too old.
        return _too_old(page)
    context: dict[str, Any] = {"found": found, "start_url": page.address(), "key": new_key()}
    if page.request.method == "POST":
        try:
            receipt = supporting.confirm(support=found, key=page.request.POST.get("key", "")[:60] or None)
        except Refusal as refusal:
            return page.render("petition/confirm.html", context, 422, stop=not_sent(sentence=str(refusal)))
        return receipt_redirect(page, receipt)
    context["done"] = found.state != Support.State.PENDING
    context["late"] = found.expires_at is not None and found.expires_at <= clock.now()
    response = page.render("petition/confirm.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _too_old(page: RoundPage) -> HttpResponse:
    if page.request.method not in ("GET", "HEAD", "POST"):
        raise Http404
    return page.render("petition/confirm.html", {"found": None, "late": True, "start_url": page.address()}, 410)


@require_safe
@round_page(KEY)
def printed_list(page: RoundPage) -> HttpResponse:
    """Show the list to collect support on paper: ten lines, what is asked, and where it goes."""
    body = page.process.tenant
    context = {
        "now": queries.standing(page.round), "lines": LIST_LINES, "mark": list_mark(page.round),
        "start_url": page.address(), "share": f"{site.BASE_URL}{page.address()}", "body": body,
        "area": queries.area_of(page.round), "contact": ", ".join(filter(None, (phone_of(body), body.email))),
    }  # fmt: skip
    return page.render("petition/list.html", context, own=False)
