"""App configuration of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "brink.domain.decisions"
    label = "decisions"
