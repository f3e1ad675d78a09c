"""/balie/organisatie/themas/: the topics of the site, and who is about what."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

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
    press,
    token_of,
)
from brink.domain.people.queries import actor_for
from brink.domain.processes.forms.themes import ThemeForm
from brink.domain.processes.models import Theme
from brink.domain.processes.permissions import THEME_WRITE
from brink.domain.processes.services.themes import add_theme, change_theme, remove_theme


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def themes(request: BrinkRequest) -> HttpResponse:
    """List the themes, and add one."""
    body = own_body(request, THEME_WRITE.roles)
    form = ThemeForm(request.POST or None)
    acted = act(request, form, lambda: add_theme(
        body=body, name=form.cleaned_data["name"], who=form.cleaned_data["who"],
        actor=actor_for(request.viewer, THEME_WRITE, body.pk), key=form.act_key,
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    return page(request, "processes/themes.html", {"body": body, "themes": Theme.objects.all(), "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def theme(request: BrinkRequest, slug: str) -> HttpResponse:
    """Change how a theme is called, and who is about what."""
    body = own_body(request, THEME_WRITE.roles)
    row = found(Theme.objects.all(), slug=slug)
    start = {"name": row.name, "who": row.who}
    form = ThemeForm(request.POST or None, initial=start, version=token_of(row))
    acted = act(request, form, lambda: change_theme(
        body=body, theme=row, name=form.cleaned_data["name"], who=form.cleaned_data["who"],
        actor=actor_for(request.viewer, THEME_WRITE, body.pk), key=form.act_key, seen=form.version_seen(row),
    ))  # fmt: skip
    if acted:
        return done(request, reverse("processes:themes"), _("Opgeslagen. Dit geldt vanaf nu."))
    return page(request, "processes/theme.html", {"theme": row, "form": form, "key": new_key()}, form)


@require_POST
@login_first
def drop_theme(request: BrinkRequest, slug: str) -> HttpResponse:
    """Take away a theme that nothing is about."""
    body = own_body(request, THEME_WRITE.roles)
    row = found(Theme.objects.all(), slug=slug)
    return press(
        request,
        lambda: remove_theme(
            body=body, theme=row, actor=actor_for(request.viewer, THEME_WRITE, body.pk), key=key_of(request)
        ),
        said=_("Weggehaald."), to=reverse("processes:themes"), back=reverse("processes:theme", args=[slug]),
    )  # fmt: skip
