"""Foundation as a Django app: what the layers above stand on, and the index of the search."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FoundationConfig(AppConfig):
    name = "brink.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Keep the triggers of the index through migrations: a table that is rebuilt loses them, or trips over them."""
        from brink.foundation.search import lookups  # noqa: F401  # registers the lookup

        pre_migrate.connect(_let_go, sender=self)
        post_migrate.connect(_watch, sender=self)


def _let_go(**_said: Any) -> None:
    from brink.foundation.search import triggers

    triggers.remove()


def _watch(**_said: Any) -> None:
    from brink.foundation.models import SearchEntry
    from brink.foundation.search import indexing, triggers

    triggers.install()
    if not SearchEntry.objects.exists():
        indexing.mark_all()
