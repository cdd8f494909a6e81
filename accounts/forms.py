"""The forms at the doors, and those with which the administrator opens and changes accounts.

At the doors: the sign-in library's forms with our words, a label above, nothing inside.
"""

import datetime as dt
import unicodedata
from itertools import combinations

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth import forms as admin_forms
from django.core.cache import cache
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LABELS = {
    "login": _("User name"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "email": _("E-mail"),
    "code": _("Code"),
}
MISSING = {
    "login": _("Type the user name."),
    "password": _("Type the password."),
    "oldpassword": _("Type the current password."),
    "password1": _("Type the new password."),
    "password2": _("Type the new password once more."),
    "email": _("Type the e-mail address."),
    "code": _("Type the code."),
}
# A code counts for a minute and a half; it is used once.
CODE_SECONDS = 120


class Plain:
    """Label and sentence by the name of the field; the cursor waits in the first one.

    A placeholder vanishes while people type, and the link for a lost password stands below the
    form, not between a label and its field.
    """

    links_in_help = ("password", "oldpassword")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.error_messages["required"] = MISSING[name]
            field.widget.attrs.pop("placeholder", None)
            if name in self.links_in_help:
                field.help_text = ""
        if not self.is_bound:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class SignInForm(Plain, account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        if self.is_bound:
            self.fields["password"].widget.attrs["autofocus"] = True

    def clean_login(self) -> str:
        """User names are kept in one form (NFKC), as Django keeps them."""
        return unicodedata.normalize("NFKC", super().clean_login())


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    pass


class ResetPasswordForm(Plain, account_forms.ResetPasswordForm):
    pass


class NewPasswordForm(Plain, account_forms.ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(Plain, account_forms.ReauthenticateForm):
    pass


class Digits(Plain):
    """A code of digits: the keyboard of the telephone shows digits only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "20"}


class UsedOnce:
    """The library forgets a used code after half a minute, but with our tolerance it counts on."""

    def clean_code(self) -> str:
        code = super().clean_code()
        digits = "".join(filter(str.isalnum, code))
        if not cache.add(f"code-used:{self.user.pk}:{digits}", True, CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(UsedOnce, Digits, code_forms.AuthenticateForm):
    pass


class ConfirmCodeForm(UsedOnce, Digits, code_forms.ReauthenticateForm):
    pass


class FirstCodeForm(Digits, ActivateTOTPForm):
    """Stands below the square to scan: a cursor in it would scroll the square away."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("autofocus", None)


class OpenAccountForm(admin_forms.UserCreationForm):
    """A new account with its first password, which its holder changes afterwards."""

    class Meta(admin_forms.UserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "email"]


class AccountForm(admin_forms.UserChangeForm):
    class Meta(admin_forms.UserChangeForm.Meta):
        model = User
        fields = ["username", "full_name", "email", "is_active", "is_staff", "is_superuser"]
        labels = {
            "is_active": _("May sign in"),
            "is_staff": _("Works in the newsroom"),
            "is_superuser": _("Administrator"),
        }
        help_texts = {
            "is_active": _("Accounts are closed, never deleted: their deeds keep their name."),
            "is_staff": _("Set by itself with a role of the newsroom."),
            "is_superuser": _("May do and see everything, members' data included."),
        }


class SpanFormSet(BaseInlineFormSet):
    """Rows that hold from day to day: two of the same sort are not in force at the same time.

    `same` names the fields that make two rows the same sort, `sentence` stands beside the later
    row, `last_day_included` says whether a span ends with its last day or before it.
    """

    same: tuple[str, ...] = ()
    sentence = ""
    last_day_included = False

    def sort_of(self, row: dict) -> tuple | None:
        """What a row must not have in common with another; None: anything goes."""
        return tuple(row.get(field) for field in self.same)

    def clean(self) -> None:
        super().clean()
        rows = [
            form
            for form in self.forms
            if form.cleaned_data.get("starts_on") and form not in self.deleted_forms
        ]
        for form, other in combinations(rows, 2):
            sorts = {self.sort_of(form.cleaned_data), self.sort_of(other.cleaned_data)}
            if len(sorts) == 1 and None not in sorts and self._overlap(form, other):
                other.add_error("starts_on", self.sentence)

    def _overlap(self, form, other) -> bool:
        one, two = form.cleaned_data, other.cleaned_data
        shift = dt.timedelta(days=int(self.last_day_included))
        ends = [row["ends_on"] + shift if row.get("ends_on") else dt.date.max for row in (one, two)]
        return one["starts_on"] < ends[1] and two["starts_on"] < ends[0]


class RoleGrantFormSet(SpanFormSet):
    same = ("role", "unit")
    sentence = _("This person already holds this role at this unit.")
    last_day_included = True
