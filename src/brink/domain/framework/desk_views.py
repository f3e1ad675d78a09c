"""The desk page of the kader: the versions of one's own body, and noting that an organ adopted one."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.framework import queries
from brink.domain.framework.forms import AdoptionForm
from brink.domain.framework.models import Adoption, Framework
from brink.domain.framework.permissions import FRAMEWORK_ADOPT
from brink.domain.framework.services import adopt
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import BrinkRequest, act, done, login_first, own_body, page
from brink.domain.people.models import Organ
from brink.domain.people.queries import actor_for


def _adopting(framework: Framework, organ: Organ) -> Foreseen:
    """Say what noting an adoption does."""
    return Foreseen(
        kind="framework.adopted",
        title=_("Leg vast wie het kader vaststelde"),
        button=_("Ja, leg vast"),
        lines=(
            _("Iedereen leest dat %(organ)s dit kader heeft vastgesteld.") % {"organ": organ.told},
            _("Dit geldt voor: %(framework)s.") % {"framework": str(framework)},
            _("Dit staat daarna vast."),
        ),
        after=_("Weghalen kunt u niet. Leg daarna vast wat een orgaan wel vaststelde."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def adoptions(request: BrinkRequest) -> HttpResponse:
    """Show the versions of a body with who adopted them; one form notes the next adoption."""
    body = own_body(request, FRAMEWORK_ADOPT.roles)
    own_side = frozenset(kind for kind, roles in FRAMEWORK_ADOPT.by_organ.items() if request.viewer.has(body.pk, roles))
    form = AdoptionForm(request.POST or None, body=body, kinds=own_side)

    def note() -> Adoption:
        data = form.cleaned_data
        return adopt(
            framework=data["framework"], organ=data["organ"], on=data["on"], reference=data["reference"],
            actor=actor_for(request.viewer, FRAMEWORK_ADOPT, body.pk, organ=data["organ"]), key=form.act_key,
        )  # fmt: skip

    acted = act(
        request,
        form,
        note,
        may=lambda: actor_for(request.viewer, FRAMEWORK_ADOPT, body.pk, organ=form.cleaned_data.get("organ")),
        foresee=lambda: _adopting(form.cleaned_data["framework"], form.cleaned_data["organ"]),
    )
    if acted:
        organ = acted.result.organ
        said = ngettext("%(organ)s staat erbij.", "%(organ)s staan erbij.", organ.number) % {"organ": organ.opening}
        return done(request, request.get_full_path(), said)
    context = {"body": body, "form": form, "versions": queries.versions(request.viewer, body)}
    return page(request, "framework/desk.html", context, form)
