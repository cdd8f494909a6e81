"""The publish checklist as data, and what was waved through all the same."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models.articles import Article

# What each rule is called and what it looks for; `articles.reports.checks` does the looking.
RULES = {
    "no_lead": (
        _("No lead"),
        _("The article has no lead, so lists and shared links show a bare headline."),
    ),
    "legacy_encoding": (
        _("Text in an old encoding"),
        _("Words written with the old TCVN3 or VNI fonts, which readers see as signs."),
    ),
    "identity_number": (
        _("Identity number in the text"),
        _("A citizen's number of 12 digits, or one of 9 digits after words such as CMND or CCCD."),
    ),
    "phone_number": (
        _("Telephone number in the text"),
        _("A mobile or landline number. The office's own numbers in a notice are all right."),
    ),
    "dead_link": (
        _("Dead internal link"),
        _("A link to an article that readers cannot see, or to a file that is gone. Links to other "
          "websites are not followed."),
    ),
    "near_copy": (
        _("Near-copy of another article"),
        _("Large parts stand word for word in another article of this paper."),
    ),
    "source_incomplete": (
        _("Incomplete source"),
        _("A re-posted article names its source, links to it and says when it appeared there."),
    ),
    "no_photo_credit": (
        _("Photo without photographer"),
        _("A photo that has no photographer's name in the library nor “Photo: …” in its caption."),
    ),
    "no_alt": (
        _("Photo without description"),
        _("Those who cannot see the photo are told nothing."),
    ),
    "file_name_alt": (
        _("File name as description"),
        _("A description such as IMG_1234.jpg tells nobody what the photo shows."),
    ),
    "photo_taken_down": (
        _("Photo that was taken down"),
        _("The text uses a photo that was taken down or is not in the library; readers do not see "
          "it."),
    ),
    "photo_rights": (
        _("Photo with unclear rights"),
        _("The library says that it is not clear whether the photo may be printed."),
    ),
    "photo_overused": (
        _("Photo used too often"),
        _("Other articles showed the photo that many times within the last 30 days."),
    ),
    "long_headline": (_("Long headline"), _("More characters than the limit.")),
    "long_lead": (_("Long lead"), _("More characters than the limit.")),
}  # fmt: skip
# The rules that count something: none of them works without a number.
COUNTING = {"photo_overused", "long_headline", "long_lead"}


def rule_name(code: str) -> str:
    """A rule in the newsroom's words; one that no longer exists keeps its code."""
    return str(RULES[code][0]) if code in RULES else code


class CheckRule(models.Model):
    """One line of the checklist; the newsroom decides whether it warns or blocks."""

    class Effect(models.TextChoices):
        WARN = "warn", _("warns")
        BLOCK = "block", _("blocks until a reason is given")
        OFF = "off", _("is switched off")

    code = models.SlugField(max_length=40, unique=True, editable=False)
    effect = models.CharField(_("effect"), max_length=5, choices=Effect)
    limit = models.PositiveIntegerField(
        _("limit"), null=True, blank=True, help_text=_("A number, for rules that have one.")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("rule of the checklist")
        verbose_name_plural = _("publish checklist")
        ordering = ["position"]

    def __str__(self) -> str:
        return rule_name(self.code)

    def clean(self) -> None:
        if self.code in COUNTING and not self.limit:
            raise ValidationError({"limit": _("This rule needs a number above zero.")})

    @property
    def about(self) -> str:
        """What the rule looks for, in one sentence."""
        return str(RULES[self.code][1]) if self.code in RULES else ""


class Waiver(models.Model):
    """Somebody published against a rule and said why."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="waivers")
    version = models.PositiveIntegerField()
    code = models.SlugField(_("rule"), max_length=40)
    finding = models.CharField(_("what was found"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("exception to the checklist")
        verbose_name_plural = _("exceptions to the checklist")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.code}"

    @property
    def rule(self) -> str:
        """The rule in the newsroom's words."""
        return rule_name(self.code)
