"""/balie/antwoorden/<vraag>/stemmen/: one answer for several voices that were ticked in the worktable."""


from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.views import answers
from brink.domain.people.desk import own, page, ticked_keys
from brink.domain.processes.models import Process
from brink.foundation.requests import BrinkRequest

MOST = 100


def _voices(request: BrinkRequest, process: Process) -> list[Contribution]:
    """Return the voices of this question that the address names."""
    ids = ticked_keys(request.GET.getlist("stem"), MOST)
    rows = Contribution.objects.filter(tenant_id=process.tenant_id, process=process, pk__in=ids, withdrawn_at=None)
    return list(rows.select_related("source").order_by("created_at", "id"))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_voices(request: BrinkRequest, slug: str) -> HttpResponse:
    """Answer several voices at once: one reason, with the words of each beside it."""
    process = own(request, Process.objects.select_related("tenant"), slug=slug)
    voices = _voices(request, process)
    form = answers.draft_form(request, process, voices=voices)
    if answers.answered(request, process, form, voices=voices):
        return answers.ready(request, slug)
    heading = ngettext("Eén antwoord op %(n)s bijdrage", "Eén antwoord op %(n)s bijdragen", len(voices))
    context = {
        "process": process, "voices": voices, "form": form, "preview": answers.preview(form, process),
        "draft": "-".join(one.pk.hex[-6:] for one in voices[:4]),
        "heading": heading % {"n": len(voices)},
    }  # fmt: skip
    return page(request, "contributions/desk_answer.html", context, form)
