"""App configuration of contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "brink.domain.contributions"
    label = "contributions"
