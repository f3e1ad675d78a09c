"""Whether something is named in lists of others: the database drops such a tie unseen when its row is deleted."""

from django.db.models import ManyToManyRel, Model


def named_in_lists(row: Model) -> bool:
    """Tell whether any many-to-many field points at this row, also one without a name backwards."""
    lists = (one for one in row._meta.get_fields(include_hidden=True) if isinstance(one, ManyToManyRel))
    return any(
        one.through._default_manager.filter(**{one.field.m2m_reverse_field_name(): row}).exists()
        for one in lists
        if one.through is not None
    )
