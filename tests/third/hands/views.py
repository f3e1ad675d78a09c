"""One page: a form, and the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round


@require_POST
def raise_hand(request: HttpRequest, process: str, round: str) -> HttpResponse:
    found = get_object_or_404(Round, process__slug=process, slug=round)
    words = Words(kind="hand", text=request.POST.get("text", ""))
    receipt = give(round=found, words=words, actor=RESIDENT, key=request.POST.get("key"))
    return render(request, "hands/done.html", {"code": receipt.code})
