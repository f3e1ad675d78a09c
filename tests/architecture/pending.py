"""View modules that are not on the one desk shell yet. The list only shrinks."""

# View modules that still have a shell of their own; `tests/architecture/test_shell.py` says which part.
PENDING_SHELL = frozenset(
    {
        "brink.domain.contributions.desk_forms",
        "brink.domain.contributions.forms",
        "brink.domain.contributions.views.answers",
        "brink.domain.contributions.views.bundles",
        "brink.domain.contributions.views.desk",
        "brink.domain.contributions.views.follow",
        "brink.domain.decisions.views",
        "brink.web.context",
        "brink.web.views.areas",
        "brink.web.views.calendar",
        "brink.web.views.desk",
        "brink.web.views.home",
        "brink.web.views.journal",
        "brink.web.views.processes",
    }
)
