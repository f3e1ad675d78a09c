"""App configuration of assignments."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "brink.registers.assignments"
    label = "assignments"
