"""Starting a question from another one, or from a template."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework.queries import current_framework
from brink.domain.people.desk import BrinkRequest, act, done, page
from brink.domain.people.models import Person
from brink.domain.processes.forms.small import CopyForm
from brink.domain.processes.models import Process
from brink.domain.processes.services.copying import copy_process
from brink.domain.processes.views.access import actor, own_process
from brink.foundation import clock
from brink.foundation.errors import NotNow

# As long as it takes to read a copy over, and to have its room adopted.
_SOON = timedelta(days=28)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: BrinkRequest, slug: str) -> HttpResponse:
    """Ask what the new question is called and when it begins, and make it."""
    process = own_process(request, slug)
    form = CopyForm(
        request.POST or None, process=process, initial={"title": process.title, "starts_on": clock.today() + _SOON}
    )
    acted = act(request, form, lambda: _copy(request, process, form))
    if acted:
        said = _("Er ligt een concept klaar. Loop de vijf stappen na: teksten en dagen komen van de andere vraag.")
        return done(request, reverse("processes:subject", args=[acted.result.slug]), said)
    context = {
        "process": process, "form": form, "button": _("Maak het concept"),
        "title": _("Begin met dit sjabloon") if process.template_at else _("Begin een nieuwe vraag met deze"),
        "lead": _("Mee gaan de teksten, de speelruimte, de rondes, de momenten en de belangen. Wat mensen zeiden, "
                  "antwoorden, besluiten en bijeenkomsten gaan niet mee."),
        "back": reverse("processes:desk", args=[slug]),
    }  # fmt: skip
    return page(request, "processes/small.html", context, form)


def _copy(request: BrinkRequest, process: Process, form: CopyForm) -> Process:
    framework = current_framework(request.viewer, process.tenant) or process.framework
    if framework.tenant_id != process.tenant_id:
        raise NotNow(_("Uw organisatie heeft nog geen kader. Vraag de beheerder om er een in te lezen."))
    me = Person.objects.filter(tenant=process.tenant, account=request.viewer.account_id).first()
    return copy_process(
        process=process, title=form.cleaned_data["title"], starts_on=form.cleaned_data["starts_on"],
        framework=framework, owner=me or process.owner, actor=actor(request, process), key=form.act_key,
    )  # fmt: skip
