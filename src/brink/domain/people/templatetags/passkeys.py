"""`{% load passkeys %}`: what the passkey script needs, as the value of an attribute instead of a script."""

import json
from typing import Any

from django.template import Library

register = Library()


@register.filter
def as_json(value: dict[str, Any]) -> str:
    """Return a record as JSON text; the template escapes it for the attribute."""
    return json.dumps(value)
