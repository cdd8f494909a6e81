"""What people ask about their own data, and until when they have an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class DataRequest(models.Model):
    """Somebody wants their data shown, erased, corrected, or takes back a consent.

    Counts from the moment at which the address was proved by a mailed link. The address is stored
    encrypted and let go of when the request is done.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("See my data")
        ERASE = "erase", _("Erase my data")
        WITHDRAW = "withdraw", _("Take back my consent")
        CORRECT = "correct", _("Correct my data")

    class State(models.TextChoices):
        UNPROVED = "unproved", _("Address not proved")
        RECEIVED = "received", _("Received")
        ANSWERED = "answered", _("Answered")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    kind = models.CharField(_("request"), max_length=10, choices=Kind)
    words = models.TextField(_("in your words"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNPROVED)
    email_cipher = models.BinaryField(null=True, editable=False)
    email_tag = models.CharField(max_length=32, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    proved_at = models.DateTimeField(_("address proved"), null=True, editable=False)
    answer_due_on = models.DateField(_("answer due"), null=True, editable=False)
    done_due_on = models.DateField(_("to be done by"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["answer_due_on", "pk"]
        indexes = [models.Index(fields=["state", "answer_due_on"], name="data_request_due")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
