"""This app is tested by itself: plain templates and static files, in Dutch, whatever the site's settings say."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.utils import translation

from brink.ui.tests import settings as own

ALONE = {
    name: getattr(own, name)
    for name in ("TEMPLATES", "STATICFILES_FINDERS", "STATIC_URL", "FORM_RENDERER", "LANGUAGES")
}
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="module", autouse=True)
def _the_room_alone() -> Iterator[None]:
    """Without the site's context processors (they may ask a database) and without hashed file names."""
    with override_settings(**ALONE, STORAGES=PLAIN), translation.override("nl"):
        yield
