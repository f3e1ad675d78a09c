"""Fixtures of the tests of ideas."""

import pytest
from django.db.models import Q

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.foundation.visibility import DESK, Rule, register, registered

if Contribution not in registered():
    register(
        Contribution,
        Rule(
            public=lambda: Q(moderation="shown", withdrawn_at__isnull=True, publicity__in=("named", "pseudonym")),
            roles=DESK,
            held="pk",
        ),
    )
if Round not in registered():
    register(Round, Rule(public=lambda: Q(opened_at__isnull=False), roles=DESK))


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
