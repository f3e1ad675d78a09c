"""App configuration of commitments."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "brink.domain.commitments"
    label = "commitments"
