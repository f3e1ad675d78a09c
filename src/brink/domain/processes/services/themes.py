"""Writing themes: topics in plain words, which all bodies of a site share."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.processes.models import Theme
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.named_in_lists import remove_untied
from brink.foundation.text import clean


def _texts(name: str, who: str, but: Theme | None = None) -> tuple[str, str, str]:
    """Return the cleaned texts with the slug; raises BadInput when another theme has the name."""
    name = clean(name, limit=80, field="name", empty=_("Vul een naam in."), too_long=_("Maak de naam korter."))
    who = clean(who, limit=600, field="who", too_long=_("Maak dit korter dan 600 tekens."))
    slug = slugify(name)[:40].strip("-")
    if not slug:
        raise BadInput(_("Vul een naam met letters in."), field="name")
    others = Theme.objects.exclude(pk=but.pk) if but is not None else Theme.objects.all()
    if others.filter(name__iexact=name).exists() or (but is None and others.filter(slug=slug).exists()):
        raise BadInput(_("Dit thema staat er al. Kies een andere naam."), field="name")
    return name, who, slug


@act("theme.added", Theme, on="body", lock=False)
def add_theme(*, body: Body, name: str, who: str, actor: Actor, key: str | None = None) -> Done[Theme]:
    """Add a theme for all bodies of the site; it stands in the journal of the body that added it."""
    name, who, slug = _texts(name, who)
    return Done(Theme.objects.create(name=name, who=who, slug=slug), {"theme": slug}, public=True)


@act("theme.changed", Theme, on=("body", "theme"))
def change_theme(
    *, body: Body, theme: Theme, name: str, who: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Theme]:
    """Say anew how a theme is called and who is about what; its address stays."""
    theme.name, theme.who, _slug = _texts(name, who, theme)
    theme.save(update_fields=("name", "who"))
    return Done(theme, {"theme": theme.slug}, public=True)


@act("theme.removed", Body, on=("body", "theme"), again=lambda _entry, arguments: arguments["body"])
def remove_theme(*, body: Body, theme: Theme, actor: Actor, key: str | None = None) -> Done[Body]:
    """Take away a theme that nothing bears. Raises NotNow when a question or a record is about it."""
    remove_untied(theme, NotNow(_("Er gaat al een vraag over dit thema. Verander de naam.")))
    return Done(body, {"theme": theme.slug}, public=True, row=body)
