"""A new day and hour for an article, typed in the calendar."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import YEARS


class DayForm(forms.Form):
    """`day` and `hour` make one moment ahead; both empty take the day away.

    The calendar plans: what lies behind is changed in the article's own form.
    """

    day = forms.DateField(
        required=False,
        error_messages={
            "invalid": gettext_lazy("This day is not in the calendar. Write it like 10/01/2022.")
        },
    )
    hour = forms.TimeField(
        required=False,
        error_messages={"invalid": gettext_lazy("Write the hour like 08:30.")},
    )

    def clean_day(self) -> dt.date | None:
        day = self.cleaned_data["day"]
        if day and day.year not in YEARS:
            raise ValidationError(
                _("The year lies between %(first)s and %(last)s.")
                % {"first": YEARS[0], "last": YEARS[-1]}
            )
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned["day"]) != (cleaned["hour"] is not None):
            missing = "hour" if cleaned["day"] else "day"
            self.add_error(missing, _("Give both the day and the hour."))
        elif cleaned["day"] and self.moment() <= timezone.now():
            self.add_error("day", _("This moment has passed. Choose one that lies ahead."))
        return cleaned

    def moment(self) -> dt.datetime | None:
        """What was typed, on the portal's clock."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if day is None or hour is None:
            return None
        return timezone.make_aware(dt.datetime.combine(day, hour))
