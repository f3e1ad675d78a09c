"""/op-de-hoogte/: ask to be mailed, say yes, end it; and the same news as a feed."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.following import links, services
from brink.domain.following.feeds import atom
from brink.domain.following.forms import FollowForm, PlaceForm
from brink.domain.following.mailing import subject_of
from brink.domain.following.subjects import THEME, Subject, find, holder, in_place, narrower
from brink.domain.journal.services import RESIDENT
from brink.domain.people.desk import act, done, key_of, new_key, page
from brink.domain.people.models import Body
from brink.foundation.requests import BrinkRequest


def _found(kind: str, slug: str) -> Subject:
    subject = find(kind, slug)
    if subject is None:
        raise Http404
    return subject


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: BrinkRequest, kind: str, slug: str) -> HttpResponse:
    """Take in an address for mail about this; what answers tells nobody whether it was known already."""
    subject = _found(kind, slug)
    where = PlaceForm(request.GET if "plaats" in request.GET else None) if kind == THEME else None
    if where is not None and where.is_valid():
        found = in_place(subject, where.cleaned_data["plaats"])
        if found is not None:
            return HttpResponseRedirect(reverse("following:ask", args=[found.kind, found.slug]))
        where.add_error("plaats", _("Deze plaats kennen wij niet. Kijk de naam na, of vul uw postcode in."))
    form = FollowForm(request.POST or None)

    def asked() -> object:
        email = form.cleaned_data["email"]
        services.may_ask(email)
        return services.ask_to_follow(
            tenant=holder(subject), area=subject.area, theme=subject.theme, process=subject.process, email=email,
            language=get_language() or "nl", actor=RESIDENT, key=form.act_key,
        )  # fmt: skip

    if act(request, form, asked):
        said = _("Wij sturen u nu een mail. Klik op de link in die mail, dan krijgt u ons nieuws.")
        return done(request, subject.address, said)
    context = {"form": form, "subject": subject, "narrower": narrower(subject), "where": where}
    return page(request, "following/ask.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: BrinkRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants the mail, and on the button take the yes. Looking changes nothing."""
    follow = links.behind_yes(token)
    if follow is None:
        return _private(render(request, "following/unknown.html", status=404))
    if request.method == "POST":
        services.confirm_follow(follow=follow, actor=RESIDENT, key=key_of(request))
        return _private(done(request, request.path))
    context = {"follow": follow, "subject": subject_of(follow), "stop": links.stop_address(follow), "key": new_key()}
    return _private(render(request, "following/confirm.html", context))


# A mail program presses this button itself (RFC 8058) and has no cookie of ours; who has the link may.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: BrinkRequest, token: str) -> HttpResponse:
    """Ask, and on the button end one thing or all that this address follows at a body; twice is fine."""
    behind = links.behind_stop(token)
    if behind is None:
        return _private(render(request, "following/unknown.html", status=404))
    tenant_id, follows = behind
    if request.method == "POST":
        one = request.POST.get("follow", "")
        chosen = [row for row in follows if not one or str(row.pk) == one]
        if chosen:
            body = Body.objects.get(pk=tenant_id)
            services.stop_following(
                tenant=body, follows=[row.pk for row in chosen], actor=RESIDENT, key=key_of(request)
            )
        follows = [row for row in follows if row not in chosen]
    rows = [(str(row.pk), subject_of(row)) for row in follows]
    return _private(render(request, "following/stop.html", {"rows": rows, "key": new_key()}))


@require_safe
def feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Give the news about this as Atom."""
    response = HttpResponse(atom(_found(kind, slug)), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=900"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
