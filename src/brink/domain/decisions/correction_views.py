"""/balie/besluiten/…/verbeteren/: proposing a correction of a published decision, and publishing somebody else's."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.decisions import foreseen, queries, services
from brink.domain.decisions.models import CORRECTED, Decision, Erratum
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, new_key, own, page, press, token_of
from brink.domain.people.queries import actor_for
from brink.foundation.permissions import can


class CorrectionForm(ActForm):
    """The texts of a published decision as they should read, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Wat klopte er niet, en waarom?"), max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Iedereen leest dit."),
    )  # fmt: skip
    competence = forms.CharField(label=gettext_lazy("Waarop steunt de bevoegdheid"), max_length=200, required=False)
    text = forms.CharField(label=gettext_lazy("Wat is besloten"), widget=forms.Textarea(attrs={"rows": 5}))
    explanation = forms.CharField(
        label=gettext_lazy("Uitleg in klare taal"), widget=forms.Textarea(attrs={"rows": 6})
    )
    remark = forms.CharField(
        label=gettext_lazy("Klopt er iets niet bij een ander deel? Schrijf op wat iemand daar moet lezen."),
        max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Bijvoorbeeld bij de stemmen of de weging. Dat deel zelf verandert niet."),
    )  # fmt: skip


def _decision(request: BrinkRequest, slug: str) -> Decision:
    return own(request, queries.full(request.viewer).filter(published_at__isnull=False), slug=slug)


def _erratum(request: BrinkRequest, slug: str) -> Erratum:
    rows = Erratum.objects.select_related("decision__process", "decision__organ").order_by("-number")
    return found(rows, decision=_decision(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: BrinkRequest, slug: str) -> HttpResponse:
    """Propose a correction; when one lies ready, show it, for a colleague to publish or to throw away."""
    decision = _decision(request, slug)
    initial = {name: getattr(decision, name) for name in CORRECTED}
    form = CorrectionForm(request.POST or None, initial=initial, version=token_of(decision))
    acted = act(
        request,
        form,
        lambda: services.propose_correction(
            decision=decision,
            texts={name: form.cleaned_data[name] for name in CORRECTED},
            reason=form.cleaned_data["reason"],
            remark=form.cleaned_data["remark"],
            actor=actor_for(request.viewer, DECISION_WRITE, decision.tenant_id),
            key=form.act_key,
            seen=form.version_seen(decision),
        ),
    )
    here = reverse("decisions:correct", args=[slug])
    if acted:
        return done(request, here, _("De verbetering ligt klaar. Een collega zet haar op de site."))
    waiting = services.open_erratum(decision)
    context = {
        "decision": decision,
        "waiting": waiting,
        "mine": waiting is not None and waiting.proposed_by_id == request.viewer.account_id,
        "publisher": can(request.viewer, DECISION_PUBLISH, decision.tenant_id, decision.organ),
        "form": form if waiting is None or form.is_bound else None,
        "key": new_key(),
    }
    return page(request, "decisions/correct.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_correction(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say what will happen, then publish the correction that lies ready."""
    erratum = _erratum(request, slug)
    actor = actor_for(request.viewer, DECISION_PUBLISH, erratum.tenant_id, organ=erratum.decision.organ)
    return press(
        request,
        lambda: services.publish_correction(erratum=erratum, actor=actor, key=key_of(request)),
        said=_("De verbetering staat op de site."),
        to=reverse("decisions:detail", args=[slug]),
        back=reverse("decisions:correct", args=[slug]),
        foresee=lambda: foreseen.correcting(erratum),
    )


@require_POST
def drop_correction(request: BrinkRequest, slug: str) -> HttpResponse:
    """Throw the correction away that lies ready."""
    erratum = _erratum(request, slug)
    return press(
        request,
        lambda: services.drop_correction(
            erratum=erratum, actor=actor_for(request.viewer, DECISION_WRITE, erratum.tenant_id), key=key_of(request)
        ),
        said=_("De verbetering is weg. Het besluit is niet veranderd."),
        to=reverse("decisions:correct", args=[slug]),
    )
