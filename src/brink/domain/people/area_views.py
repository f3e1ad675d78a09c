"""/balie/organisatie/gebieden/: the municipalities and villages of the site, and those that no file names."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.people.body_forms import AreaForm, AreaNameForm
from brink.domain.people.desk import (
    BrinkRequest,
    act,
    done,
    found,
    key_of,
    login_first,
    new_key,
    own_body,
    page,
    page_of,
    press,
    token_of,
)
from brink.domain.people.permissions import BODY_WRITE
from brink.domain.people.queries import actor_for
from brink.domain.places.models import Area
from brink.domain.places.services import add_area, remove_area, rename_area

PER_PAGE = 60


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def areas(request: BrinkRequest) -> HttpResponse:
    """List the areas, found by the beginning of a name; add one."""
    body = own_body(request, BODY_WRITE.roles)
    form = AreaForm(request.POST or None)
    acted = act(request, form, lambda: add_area(
        name=form.cleaned_data["name"], kind=form.cleaned_data["kind"], parent=form.cleaned_data["parent"],
        actor=actor_for(request.viewer, BODY_WRITE, body.pk), key=form.act_key,
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    asked = request.GET.get("naam", "").strip()[:60]
    rows = Area.objects.defer("geometry").select_related("parent").order_by("name")
    rows = rows.filter(name__istartswith=asked) if asked else rows
    context = {"body": body, "areas": page_of(request, rows, PER_PAGE), "asked": asked, "form": form}
    return page(request, "people/areas.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def area(request: BrinkRequest, slug: str) -> HttpResponse:
    """Change how an area is called."""
    body = own_body(request, BODY_WRITE.roles)
    row = found(Area.objects.select_related("parent"), slug=slug)
    form = AreaNameForm(request.POST or None, initial={"name": row.name}, version=token_of(row))
    acted = act(request, form, lambda: rename_area(
        area=row, name=form.cleaned_data["name"], actor=actor_for(request.viewer, BODY_WRITE, body.pk),
        key=form.act_key, seen=form.version_seen(row),
    ))  # fmt: skip
    if acted:
        return done(request, reverse("people:areas"), _("Opgeslagen. Dit geldt vanaf nu."))
    return page(request, "people/area.html", {"area": row, "form": form, "key": new_key()}, form)


@require_POST
@login_first
def drop_area(request: BrinkRequest, slug: str) -> HttpResponse:
    """Take away an area that was a mistake."""
    body = own_body(request, BODY_WRITE.roles)
    row = found(Area.objects.all(), slug=slug)
    return press(
        request,
        lambda: remove_area(
            area=row, actor=actor_for(request.viewer, BODY_WRITE, body.pk), key=key_of(request)
        ),
        said=_("Weggehaald."), to=reverse("people:areas"), back=reverse("people:area", args=[slug]),
    )  # fmt: skip
