"""The places of the front page, as the desk fills them."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import YEARS, Article, FrontSlot, Section, Series

MOST_SLOTS = 80
Place = FrontSlot.Place
_ADDRESS = re.compile(r"(?:.*/tin/)?(\d{1,18})(?:/.*)?", re.DOTALL)
_MOMENT = "%d/%m/%Y %H:%M"


class MomentField(forms.DateTimeField):
    """A day and an hour in one field: "10/01/2022 08:30", on the portal's clock."""

    def __init__(self, **kwargs):
        attrs = {"placeholder": "dd/mm/yyyy HH:MM", "size": 16, "autocomplete": "off"}
        super().__init__(
            required=False,
            widget=forms.DateTimeInput(format=_MOMENT, attrs=attrs),
            error_messages={
                "invalid": gettext_lazy("Write day and hour like this: 10/01/2022 08:30.")
            },
            **kwargs,
        )

    def clean(self, value) -> dt.datetime | None:
        moment = super().clean(value)
        if moment and moment.year not in YEARS:
            raise ValidationError(
                _("The year lies between %(first)s and %(last)s.")
                % {"first": YEARS[0], "last": YEARS[-1]}
            )
        return moment


class SlotForm(forms.Form):
    """One row: an article, or a series, at a place, for a time. An empty row is no slot."""

    place = forms.ChoiceField(choices=Place, widget=forms.HiddenInput)
    section = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(
        label=gettext_lazy("Order"),
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "slot-position"}),
    )
    article = forms.CharField(
        label=gettext_lazy("Number or address of the article"), required=False, max_length=300
    )
    series = forms.ChoiceField(label=gettext_lazy("Series"), required=False)
    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Until"))
    remove = forms.BooleanField(label=gettext_lazy("Take out"), required=False)

    def __init__(self, *args, all_series: list[Series], **kwargs):
        super().__init__(*args, **kwargs)
        # Not a number of the form's own language: 1234 must not become "1.234".
        names = [("", _("– none –")), *((str(each.pk), each.name) for each in all_series)]
        self.fields["series"].choices = names

    def clean_article(self) -> int | None:
        typed = self.cleaned_data["article"].strip()
        if not typed:
            return None
        found = _ADDRESS.fullmatch(typed)
        if found is None:
            raise ValidationError(_("Give the number of an article, or its address."))
        return int(found[1])

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("remove"):
            self.errors.clear()  # whatever stands in a row that goes
            return cleaned
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if not self.errors and not self.is_filled and (starts or ends):
            self.add_error(self.thing, _("Choose what stands here for this time."))
        if self.is_filled and ends:
            if ends <= timezone.now():
                self.add_error("ends_at", _("This moment has passed. Choose one that lies ahead."))
            elif starts and ends <= starts:
                self.add_error("ends_at", _("The end lies before the beginning."))
        return cleaned

    @property
    def is_filled(self) -> bool:
        """Does the row place something?"""
        return bool(self.cleaned_data.get(self.thing)) and not self.cleaned_data.get("remove")

    @property
    def thing(self) -> str:
        """The field that says what stands at the place."""
        return "series" if self.cleaned_data.get("place") == Place.SERIES else "article"

    @property
    def slot(self) -> FrontSlot:
        """The row as it would be stored; without a beginning it counts from now on."""
        cleaned = self.cleaned_data
        is_series = cleaned["place"] == Place.SERIES
        return FrontSlot(
            place=cleaned["place"],
            article_id=None if is_series else cleaned["article"],
            series_id=int(cleaned["series"]) if is_series else None,
            section_id=cleaned["section"] if cleaned["place"] == Place.SECTION else None,
            starts_at=cleaned["starts_at"] or timezone.now().replace(second=0, microsecond=0),
            ends_at=cleaned["ends_at"],
        )


class BaseSlotFormSet(forms.BaseFormSet):
    """All rows of the page; articles and sections are looked up in one go."""

    def clean(self) -> None:
        filled = [form for form in self.forms if form.is_valid() and form.is_filled]
        keys = {form.cleaned_data["article"] for form in filled} - {None}
        articles = Article.objects.only("headline", "top_section").in_bulk(keys)
        sections = set(Section.objects.top().values_list("pk", flat=True))
        for form in filled:
            cleaned = form.cleaned_data
            if cleaned["place"] == Place.SERIES:
                continue
            article = articles.get(cleaned["article"])
            if article is None:
                sentence = _("There is no article number %(number)s.")
                form.add_error("article", sentence % {"number": cleaned["article"]})
            elif cleaned["place"] == Place.SECTION:
                self._check_section(form, article, sections)

    def _check_section(self, form: SlotForm, article: Article, sections: set[int]) -> None:
        if form.cleaned_data["section"] not in sections:
            # Its row stands nowhere on the page any more.
            raise ValidationError(_("This section no longer has a block of its own."))
        elif article.top_section_id != form.cleaned_data["section"]:
            form.add_error("article", _("This article belongs to another section."))

    def slots(self) -> list[FrontSlot]:
        """What the rows place, in the order of their numbers."""
        filled = [form for form in self.forms if form.is_filled]
        filled.sort(key=lambda form: form.cleaned_data.get("position") or 0)
        return [form.slot for form in filled]


SlotFormSet = forms.formset_factory(
    SlotForm, formset=BaseSlotFormSet, extra=0, max_num=MOST_SLOTS, validate_max=True
)


class MomentForm(forms.Form):
    """At which moment the page is looked at; empty is now."""

    at = MomentField(label=gettext_lazy("Look at it as of"))
