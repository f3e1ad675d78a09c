"""App configuration of the instrument ideas."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "brink.instruments.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register the instrument, and who may see its rows."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.processes.instrument import registry
        from brink.foundation.visibility import DESK, Rule, register
        from brink.instruments.ideas.instrument import IdeasInstrument
        from brink.instruments.ideas.models import Comment, Idea, Support
        from brink.instruments.ideas.queries import public_detail

        registry.register(IdeasInstrument())
        register(Idea, Rule(public=public_detail, roles=DESK, under_code="contribution_id"))
        register(Comment, Rule(public=public_detail, roles=DESK, under_code="contribution_id"))
        # Who supported what is nobody's business: counted, never shown.
        register(Support, Rule())
        register_labels(
            {
                "idea.supported": _("Idee gesteund"),
                "idea.unsupported": _("Steun aan een idee ingetrokken"),
                "idea.recounted": _("Steun opnieuw geteld"),
                "round.seeded": _("Ronde gevuld met verzonnen bijdragen"),
            }
        )
