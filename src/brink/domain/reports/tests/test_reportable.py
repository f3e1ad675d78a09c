"""Whatever of residents anybody may read can be reported: drawn from the visibility register and from the pages."""

import re

import pytest
from django.apps import apps
from django.test import Client
from tests.safety.filled_body import fill_body

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.reportable import public_words
from brink.domain.records.card import cards
from brink.foundation.visibility import rules

# Public tables with words of the house, or without words: of bodies and their people, of questions, of what was
# decided and answered. Words of residents that these hold are drawn from contributions (quotations).
HOUSE_WORDS = frozenset({
    "contributions.Answer", "contributions.Bundle", "contributions.Destination", "contributions.Landing",
    "contributions.ResponseTerms", "contributions.Unreached", "reports.HouseRules", "dialogue.OpinionResult",
    "reach.RoundReach",
    "assembly.Assembly", "assembly.Commission", "assembly.Draw", "assembly.Expert", "assembly.FollowUp",
    "assembly.OrganReply", "assembly.Recommendation", "assembly.RecordFile", "assembly.Sitting", "assembly.Target",
    "budget.Plan", "budget.PlanVersion", "budget.Tally", "budget.Terms",
    "consultation.Credit", "consultation.Origin", "consultation.Passage", "consultation.Section",
    "consultation.TextVersion",
    "participation.Hall", "participation.HallQuestion",
    "petition.Check", "petition.Collection", "petition.RuleSet", "petition.Scheduling",
    "submission.Nota", "submission.Point", "submission.Submission",
    "survey.FrozenQuestions", "survey.Weighting",
    "valuation.FoundGroups", "valuation.FrozenTask", "valuation.OptionAnswer",
})  # fmt: skip
HOUSE_APPS = frozenset({
    "places", "people", "journal", "framework", "processes", "records", "commitments", "decisions", "declarations",
    "accountability",
    "gatherings",
})  # fmt: skip


def test_every_public_table_is_reportable_or_words_of_the_house() -> None:
    public = {label for label, (_model, rule) in rules.named().items() if rule.public is not None}
    # A register's own tables too: what stands in a record, or in a row of one, is written by the house. Not what hangs
    # on a contribution as well: that is somebody's.
    records = {card.model for card in cards.all()}
    tied = {
        model: {field.related_model for field in model._meta.get_fields() if field.many_to_one or field.one_to_one}
        for model in apps.get_models()
    }
    below = {model for model, ties in tied.items() if ties & records and Contribution not in ties}
    kept = {one._meta.label for one in records | below}
    open_to_all = {one for one in public - kept if one.partition(".")[0] not in HOUSE_APPS}
    assert open_to_all - HOUSE_WORDS == set(public_words.named()), "a new kind can be reported, or is the house's own"
    assert public >= HOUSE_WORDS


@pytest.mark.parametrize("label", sorted(public_words.named()))
def test_words_that_can_be_reported_belong_to_a_contribution(label: str) -> None:
    lookup = public_words.named()[label].contribution
    model = apps.get_model(label)
    assert model is Contribution if not lookup else model._meta.get_field(lookup).related_model is Contribution


@pytest.mark.django_db
def test_each_page_of_its_own_that_shows_words_of_somebody_has_the_way_to_report_them() -> None:
    filled = fill_body()
    things = filled.shown
    process, client = things.process, Client()
    pages = [f"/bundels/{things.bundle.pk}/"]
    for round in process.rounds.all():
        if round.instrument == "ideas":
            base = f"/processen/{process.slug}/{round.slug}/ideeen/"
            pages += [f"{base}{pk}/" for pk in round.contributions.filter(kind="idea").values_list("pk", flat=True)[:3]]
        if round.instrument == "dialogue":
            base = f"/processen/{process.slug}/{round.slug}/dialoog/"
            pages += [base, f"{base}alles/"]
    shown = 0
    for page in pages:
        html = client.get(page).content.decode()
        body = re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL)
        for voice in Contribution.objects.filter(process=process).exclude(text=""):
            if voice.text in body:
                shown += 1
                assert f'/melden/{voice.pk}/"' in html or f"/{voice.pk}/" in html, f"{page}: {voice.text}"
    assert shown
