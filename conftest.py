"""Fixtures that every test may use."""

import os
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("BRINK_DATA", tempfile.mkdtemp(prefix="brink-test-"))
os.environ.setdefault("BRINK_SECRET_KEY", "only for tests, long enough to be of use to nobody")


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder with real data; tests that need it say so with the mark `reference_data`."""
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    if not folder:
        pytest.skip("BRINK_REFERENCE_DATA is not set")
    return Path(folder)


@pytest.fixture(autouse=True)
def _plain_static(settings: "pytest.FixtureRequest") -> None:
    """Static files by their own names: tests need no collected manifest."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
