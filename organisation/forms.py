"""Units as the administrator opens, renames and moves them; members from day to day."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import SpanFormSet
from organisation.models import Membership, Unit


class NewUnitForm(forms.ModelForm):
    """A unit with its first name and its first committee term."""

    term = forms.CharField(
        label=_("Committee term"), max_length=40, help_text=_("Such as 2025–2030.")
    )

    class Meta:
        model = Unit
        fields = ["name", "type", "parent", "sector", "code", "established_on"]


class UnitForm(forms.ModelForm):
    """A unit that stands: a new name has a first day, a new superior must not stand below it."""

    renamed_on = forms.DateField(
        label=_("The new name holds from"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Only with a new name: papers of earlier days keep the old one."),
    )

    class Meta:
        model = Unit
        fields = ["name", "type", "parent", "sector", "code", "established_on", "dissolved_on"]

    def clean_parent(self) -> Unit | None:
        parent = self.cleaned_data["parent"]
        if parent is None and self.initial.get("parent"):
            raise forms.ValidationError(_("A unit that has a superior needs another one."))
        if parent and Unit.objects.below(self.instance).filter(pk=parent.pk).exists():
            raise forms.ValidationError(
                _("A unit cannot stand under itself or under one of its own units.")
            )
        return parent

    def clean(self) -> dict:
        data = super().clean()
        day = data.get("renamed_on")
        if "name" in self.changed_data and "renamed_on" not in self.errors:
            if day is None:
                self.add_error("renamed_on", _("Say from which day the new name holds."))
            elif day > timezone.localdate():
                self.add_error("renamed_on", _("This day has not come yet."))
            elif data.get("established_on") and day < data["established_on"]:
                self.add_error("renamed_on", _("The unit did not exist on that day."))
        return data


class MembershipFormSet(SpanFormSet):
    sentence = _("A member has one home branch at a time.")

    def sort_of(self, row: dict) -> tuple | None:
        return ("home",) if row.get("kind") == Membership.Kind.HOME else None


class StandingFormSet(SpanFormSet):
    same = ("kind",)
    sentence = _("The member already stands like this on that day.")


class AppointmentFormSet(SpanFormSet):
    same = ("unit", "post")
    sentence = _("The member already holds this post on that day.")
