"""The filters of the list of articles: section, state, author, period, one's own desk."""

import calendar
import datetime as dt

from django import forms
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles import permissions
from articles.forms.article import section_choices
from articles.models import YEARS, Section
from branch_portal.lib.text import name_key

MONTHS = 12  # that are offered by name


class Choice(SimpleListFilter):
    """A filter that is one select in the bar; an empty choice is no filter."""

    is_period = False

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if not value:
            return queryset
        if value not in {str(key) for key, _label in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrowed(queryset, value)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, words and whether it is the chosen one."""
        return [(str(key), label, str(key) == self.value()) for key, label in self.lookup_choices]


class SectionFilter(Choice):
    title = gettext_lazy("Section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return section_choices()[1:]

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.in_section(Section.objects.get(pk=value))


class StateFilter(Choice):
    title = gettext_lazy("State")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return [
            ("draft", _("Draft")),
            ("in_review", _("In review")),
            ("returned", _("Returned")),
            ("approved", _("Approved")),
            ("scheduled", _("Scheduled")),
            ("published", _("Published")),
            ("correcting", _("Correction in preparation")),
            ("expired", _("Expired")),
            ("withdrawn", _("Withdrawn")),
        ]

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        if value in ("draft", "withdrawn"):
            return queryset.filter(state=value)
        if value == "published":
            return queryset.live()
        if value in ("scheduled", "correcting", "expired"):
            return getattr(queryset, value)()
        return queryset.at_step(value)


class AuthorFilter(Choice):
    title = gettext_lazy("Author")
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        people = User.objects.filter(grants__role__in=permissions.WRITERS).distinct()
        people = people.only("full_name", "username")
        return [(user.pk, str(user)) for user in sorted(people, key=lambda u: name_key(str(u)))]

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.written_by(User(pk=int(value)))


class DeskFilter(Choice):
    """What concerns the person who looks; shown as tabs above the list."""

    title = gettext_lazy("My desk")
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return [("mine", _("My articles")), ("waiting", _("Waiting for me"))]

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        user = self.request.user
        if value == "mine":
            return queryset.written_by(user)
        return queryset.waiting_for(user, **permissions.waiting_scope(user))


class PeriodForm(forms.Form):
    """From one day to another, either may be open."""

    error = gettext_lazy("This day is not in the calendar. Write it like 10/01/2022.")
    first = forms.DateField(required=False, error_messages={"invalid": error})
    last = forms.DateField(required=False, error_messages={"invalid": error})

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day and day.year not in YEARS:
                span = {"first": YEARS[0], "last": YEARS[-1]}
                sentence = _("The year lies between %(first)s and %(last)s.") % span
                self.add_error(name, sentence)
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first day."))
        return cleaned


class PeriodFilter(Choice):
    """When articles appear: this week, a month, or from one day to another."""

    title = gettext_lazy("Appears")
    parameter_name = "period"
    is_period = True

    def __init__(self, request: HttpRequest, params: dict, model, model_admin):
        typed = {name: params.pop(name, [""])[-1].strip() for name in ("first", "last")}
        super().__init__(request, params, model, model_admin)
        self.form = PeriodForm(typed)

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name, "first", "last"]

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        day = timezone.localdate().replace(day=1)
        months = []
        for _number in range(MONTHS):
            months.append((f"{day:%Y-%m}", _("Month %(month)s") % {"month": f"{day:%m/%Y}"}))
            day = (day - dt.timedelta(days=1)).replace(day=1)
        return [("today", _("Today")), ("week", _("This week")), *months]

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.appearing(*_days(value))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        queryset = super().queryset(request, queryset)
        if not self.form.is_valid():
            return queryset.none()
        first, last = self.form.cleaned_data["first"], self.form.cleaned_data["last"]
        return queryset.appearing(first, last) if first or last else queryset


def _days(value: str) -> tuple[dt.date, dt.date]:
    today = timezone.localdate()
    if value == "today":
        return today, today
    if value == "week":
        monday = today - dt.timedelta(days=today.weekday())
        return monday, monday + dt.timedelta(days=6)
    first = dt.date.fromisoformat(f"{value}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
