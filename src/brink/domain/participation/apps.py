"""App configuration of participation: templates and abstract models, no tables of its own."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "brink.domain.participation"
    label = "participation"
