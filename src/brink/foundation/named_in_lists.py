"""Whether something is named in lists of others: the database drops such a tie unseen when its row is deleted."""

from django.db.models import ManyToManyRel, Model, ProtectedError

from brink.foundation.errors import Refusal


def named_in_lists(row: Model) -> bool:
    """Tell whether any many-to-many field points at this row, also one without a name backwards."""
    lists = (one for one in row._meta.get_fields(include_hidden=True) if isinstance(one, ManyToManyRel))
    return any(
        one.through._default_manager.filter(**{one.field.m2m_reverse_field_name(): row}).exists()
        for one in lists
        if one.through is not None
    )


def remove_untied(row: Model, held: Refusal) -> None:
    """Delete a row that nothing is tied to; raises `held` when anything is."""
    if named_in_lists(row):
        raise held
    try:
        row.delete()
    except ProtectedError as error:
        raise held from error
