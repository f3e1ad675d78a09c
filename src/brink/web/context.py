"""What every page needs around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows: the demo bar and who looks."""
    return {"demo": settings.DEMO, "viewer": getattr(request, "viewer", None)}
