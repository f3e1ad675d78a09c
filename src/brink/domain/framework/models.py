"""The kader as data: phases × roles × instruments, versioned, every cell with its origin."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import Level
from brink.domain.people.models import Organ, Tenanted


class FrameworkRole(models.TextChoices):
    """The three roles that every cell of the kader speaks to."""

    COUNCIL = "council", _("volksvertegenwoordiging")
    EXECUTIVE = "executive", _("bestuur")
    RESIDENT = "resident", _("inwoners")


class Framework(Tenanted):
    """One version of a kader. Never changed after import; a new version names its predecessor."""

    slug = models.SlugField(_("adres"), max_length=60)
    version = models.CharField(_("versie"), max_length=30)
    title = models.CharField(_("titel"), max_length=160)
    summary = models.TextField(_("in het kort"))
    proposal = models.BooleanField(_("voorstel, nog niet vastgesteld"), default=True)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("voorganger"),
    )
    checksum = models.CharField(_("controlegetal"), max_length=64)
    questions = models.JSONField(_("leidende vragen"), default=list)

    class Meta:
        ordering = ("tenant_id", "slug", "-created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug", "version"), name="framework_framework_version"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Adoption(Tenanted):
    """The decision by which one organ took this version; a kader of two organs has two."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="adoptions")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("vastgesteld op"))
    reference = models.CharField(_("kenmerk"), max_length=160)

    class Meta:
        ordering = ("tenant_id", "framework_id", "on")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "framework", "organ"), name="framework_adoption_once"),
        )

    def __str__(self) -> str:
        return f"{self.organ_id} {self.on}"


class Phase(Tenanted):
    """A step in the life of a question, from listening to learning."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="phases")
    key = models.SlugField(_("sleutel"), max_length=20)
    number = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("naam"), max_length=80)
    purpose = models.TextField(_("waarvoor"))
    origin = models.CharField(_("herkomst"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "framework_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "framework", "key"), name="framework_phase_key"),
            models.UniqueConstraint(fields=("tenant", "framework", "number"), name="framework_phase_number"),
        )

    def __str__(self) -> str:
        return self.name


class RoleText(Tenanted):
    """What one role does in one phase: a cell of the kader. Never empty; "no role, because" is a text too."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="role_texts")
    role = models.CharField(_("rol"), max_length=20, choices=FrameworkRole)
    text = models.TextField(_("tekst"))
    origin = models.CharField(_("herkomst"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "phase_id", "role")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "phase", "role"), name="framework_role_text_cell"),
            models.CheckConstraint(condition=~models.Q(text=""), name="framework_role_text_filled"),
        )

    def __str__(self) -> str:
        return f"{self.phase_id} {self.role}"


class InstrumentRule(Tenanted):
    """One instrument in one phase: who starts it, how far it may go, the default rule and where that comes from."""

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("meedoen")
        TRANSPARENCY = "transparency", _("openheid")

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="instrument_rules")
    number = models.PositiveSmallIntegerField(_("volgorde"))
    starter = models.CharField(_("wie begint"), max_length=60)
    roles = models.JSONField(_("rollen"), default=list)
    name = models.CharField(_("instrument"), max_length=120)
    explanation = models.TextField(_("uitleg"))
    instrument = models.SlugField(_("instrument in Brink"), max_length=40, blank=True)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    max_level = models.CharField(_("hoogste niveau"), max_length=20, choices=Level)
    rule = models.CharField(_("standaardregel"), max_length=200)
    needs_mandate = models.BooleanField(_("alleen met mandaat van het bestuur"), default=False)
    origin = models.CharField(_("herkomst"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "phase_id", "number")
        constraints = (models.UniqueConstraint(fields=("tenant", "phase", "name"), name="framework_rule_cell"),)

    def __str__(self) -> str:
        return self.name


class Scale(Tenanted):
    """A row of the 4×4: from yard to province, each with its table, talk, way of working and kind of result."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="scales")
    key = models.SlugField(_("sleutel"), max_length=20)
    number = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("schaal"), max_length=80)
    table = models.CharField(_("tafel"), max_length=120)
    talk = models.CharField(_("gesprek over"), max_length=200)
    method = models.CharField(_("werkwijze"), max_length=200)
    result = models.CharField(_("resultaat"), max_length=200)
    fitting = models.JSONField(_("passende instrumenten"), default=list)
    origin = models.CharField(_("herkomst"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "framework_id", "number")
        constraints = (models.UniqueConstraint(fields=("tenant", "framework", "key"), name="framework_scale_key"),)

    def __str__(self) -> str:
        return self.name


class RuleOfThumb(Tenanted):
    """A "vuistregel": a sentence to work by, tied to the check with which Brink helps to keep it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="rules_of_thumb")
    number = models.PositiveSmallIntegerField(_("volgorde"))
    text = models.TextField(_("vuistregel"))
    check_key = models.SlugField(_("controle"), max_length=60)
    origin = models.CharField(_("herkomst"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "framework_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "framework", "number"), name="framework_rule_of_thumb_number"),
        )

    def __str__(self) -> str:
        return self.text
