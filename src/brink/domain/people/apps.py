"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "brink.domain.people"
    label = "people"
