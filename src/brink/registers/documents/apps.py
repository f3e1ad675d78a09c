"""App configuration of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "brink.registers.documents"
    label = "documents"
