"""Rules over all models: keys point downward, the tenant comes first, identifiers sort by time, no signals."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from brink.foundation.visibility import rules
from tests.architecture.layers import SOURCE, layer, may_use

REFERENCE = {"places.Area", "places.PostcodeRange", "places.Population", "processes.Theme"}
# A trigger that notes what is stale knows the key of a thing, not whose it is; nobody reads it but the index. Whoever
# lost a code need not know which body has the words. Pages tell of many bodies, under one number.
WITHOUT_TENANT = REFERENCE | {
    "people.Body", "people.Account", "people.Attempts", "foundation.SearchStale", "contributions.LostCode",
    "journal.PublicNumber",
}  # fmt: skip
# A stranger's code names no body, so codes are looked up by their hash alone.
BY_HASH = {"contributions_code_lookup", "contributions_ended_lookup", "gatherings_signup_lookup"}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("brink.")]


def where(model: type[models.Model]) -> tuple[str, str]:
    """Return the layer and the app of a model: `brink.domain.people.models` is people, in the domain."""
    return layer(SOURCE.joinpath(*model.__module__.split(".")[1:]))


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downward(model: type[models.Model]) -> None:
    """import-linter does not see keys given as text; this does."""
    for field in model._meta.get_fields():
        if not field.is_relation or field.auto_created or field.related_model is None:
            continue
        target = field.related_model
        assert target.__module__.startswith("brink."), f"{field} leaves the house"
        assert may_use(where(model), where(target)), f"{model._meta.label}.{field.name} leads to {target._meta.label}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_the_tenant_comes_first(model: type[models.Model]) -> None:
    """Every table has a tenant, and every unique and index begins with it, so that bodies can be spread later."""
    if model._meta.label in WITHOUT_TENANT or model._meta.auto_created:
        return
    assert "tenant_id" in {field.attname for field in model._meta.fields}, model
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            first = constraint.fields[0] if constraint.fields else constraint.expressions[0].name
            assert first in ("tenant", "tenant_id"), f"{model._meta.label}: {constraint.name}"
    for index in model._meta.indexes:
        if index.name not in BY_HASH:
            assert index.fields[0] in ("tenant", "tenant_id"), f"{model._meta.label}: {index.name}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_identifiers_sort_by_time(model: type[models.Model]) -> None:
    key = model._meta.pk
    if isinstance(key, models.OneToOneField) or model._meta.auto_created:
        return
    assert isinstance(key, models.UUIDField), model


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_rows_are_ordered_by_columns_of_their_own(model: type[models.Model]) -> None:
    """A relation stands for the order of its own model, and so on: five tables joined for every row of a list."""
    relations = {one.name for one in model._meta.get_fields() if one.is_relation}
    named = {str(one).removeprefix("-") for one in model._meta.ordering}
    assert {one for one in named if one in relations or "__" in one} == set()


def test_every_model_that_a_page_may_show_has_a_rule() -> None:
    """Deny by default: a model without a rule is shown to nobody. Identity and keys have none on purpose."""
    secret = {"contributions.Giver", "contributions.TrackingCode", "people.Attempts", "people.Account"}
    ruled = set(rules.named())
    assert not ruled & secret


def test_no_signals_and_no_generic_keys() -> None:
    # `pre_save` with its own arguments is a hook of a column, and no signal.
    signal = r"@receiver\(|\b(?:post|pre)_(?:save|delete|init)\b(?!\((?:self, )?model_instance)|GenericForeignKey"
    pattern = re.compile(signal)
    found = [str(path) for path in SOURCE.rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.django_db
def test_migrations_are_complete_and_named() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    unnamed = [path for path in SOURCE.rglob("migrations/0*.py") if re.match(r"\d+_auto", path.name)]
    assert unnamed == []
