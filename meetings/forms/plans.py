"""The shape of a plan of topics: its quarters, its rows, what was handed down."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.dates import ROMAN, Quarter
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.text import fold
from meetings.models import Plan, PlanItem, TopicGroup
from meetings.models.topics import Asked, Suggested
from organisation.models import Member, Unit

MOST_ROWS = 12  # in one quarter


class PlanStartForm(forms.Form):
    """For which year a plan is made."""

    period = forms.ChoiceField(
        label=gettext_lazy("Which year is it for?"), widget=forms.RadioSelect
    )

    def __init__(self, *args, existing: Collection[dt.date], likely: str, **kwargs):
        """`existing`: the first days of plans that are there; `likely`: the kind to offer first."""
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        kinds = sorted(Plan.Kind.values, key=lambda kind: kind != likely)
        plans = [Plan.of(None, kind, today.year + step) for kind in kinds for step in (-1, 0, 1)]
        self.fields["period"].choices = [
            (f"{plan.kind}-{plan.starts_on.year}", plan.name)
            for plan in plans
            if plan.starts_on not in existing and plan.ends_on >= today
        ]

    @property
    def chosen(self) -> tuple[str, int]:
        """Kind and year in which it begins."""
        kind, _dash, year = self.cleaned_data["period"].partition("-")
        return kind, int(year)


class People:
    """Members of a branch by the names under which a page offers them."""

    def __init__(self, members: Iterable[Member]):
        self.names: dict[int, str] = {}
        for member in members:
            if member.pk in self.names:
                continue
            same = sum(name.partition(" (")[0] == member.full_name for name in self.names.values())
            label = f"{member.full_name} ({same + 1})" if same else member.full_name
            self.names[member.pk] = label

    def find(self, typed: str) -> int | None:
        """The member of a typed name; marks and capitals may be missing where that is enough."""
        exact = [pk for pk, name in self.names.items() if name == typed]
        alike = [pk for pk, name in self.names.items() if fold(name) == fold(typed)]
        found = exact or alike
        return found[0] if len(found) == 1 else None


class PlanItemForm(forms.Form):
    """One topic of a plan. A row without words is no row."""

    topic = TidyCharField(
        label=gettext_lazy("Topic"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    presenter = TidyCharField(
        label=gettext_lazy("Author of the paper"),
        max_length=130,
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    group = forms.TypedChoiceField(
        label=gettext_lazy("Topic group"), coerce=int, empty_value=None, required=False
    )
    number = forms.TypedChoiceField(label=gettext_lazy("Quarter"), coerce=int)
    drop = forms.BooleanField(label=gettext_lazy("Strike this topic out"), required=False)
    id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, people: People, groups: list, quarters: list, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["group"].choices = [("", "—"), *groups]
        self.fields["number"].choices = quarters
        self.fields["number"].initial = number

    def clean_presenter(self) -> int | None:
        typed = self.cleaned_data["presenter"]
        found = self.people.find(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("Nobody of this name is on the roll of the branch."))
        return found

    def clean(self):
        data = super().clean()
        if data.get("drop"):
            self.errors.clear()
        elif not data.get("topic") and (data.get("id") or data.get("presenter")):
            self.add_error("topic", _("Write the topic, or tick that it is struck out."))
        return data

    @property
    def is_kept(self) -> bool:
        return bool(self.cleaned_data.get("topic")) and not self.cleaned_data.get("drop")


class ExplanationsForm(forms.Form):
    """Why topics handed down are not taken, and where sentences about the whole plan go."""

    def __init__(self, *args, asked: Iterable[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [one for one in asked if not one.is_taken]
        for one in self.asked:
            self.fields[f"why-{one.handed.pk}"] = TidyCharField(
                label=_("If it is not taken: why"),
                max_length=500,
                required=False,
                initial=one.reason,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> Iterator[tuple[Asked, forms.BoundField]]:
        """For the template: each topic with its field."""
        return ((one, self[f"why-{one.handed.pk}"]) for one in self.asked)

    @property
    def reasons(self) -> dict[int, str]:
        return {one.handed.pk: self.cleaned_data[f"why-{one.handed.pk}"] for one in self.asked}


@dataclass
class Card:
    """A quarter of the plan as the page shows it."""

    number: int
    quarter: Quarter
    formset: forms.BaseFormSet

    @property
    def roman(self) -> str:
        return ROMAN[self.quarter.number]


class PlanSheet:
    """The whole plan as one form: four quarters of rows, and the explanations."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        plan: Plan,
        items: Iterable[PlanItem],
        members: Iterable[Member],
        asked: Iterable[Asked],
        more: int = 0,
    ):
        """`more`: the number of the quarter that gets one more empty row."""
        items = list(items)
        named = [item.presenter for item in items if item.presenter]
        self.people = People([*members, *named])
        self.frame = ExplanationsForm(data, asked=asked)
        quarters = list(enumerate(plan.quarters, 1))
        kwargs = {
            "people": self.people,
            "groups": list(TopicGroup.objects.values_list("pk", "name")),
            "quarters": [(number, str(quarter)) for number, quarter in quarters],
        }
        self.cards = []
        for number, quarter in quarters:
            initial = [
                self._initial(item) for item in items if plan.number_of(item.due_on) == number
            ]
            empty = 0 if initial and number != more else 1
            formset = formset_factory(
                PlanItemForm, extra=empty, max_num=MOST_ROWS, validate_max=True, absolute_max=20
            )(
                data,
                # Bound rows stand for themselves: one equal to what is stored is not an empty one.
                initial=initial if data is None else None,
                prefix=f"q{number}",
                form_kwargs=kwargs | {"number": number},
            )
            self.cards.append(Card(number, quarter, formset))

    def _initial(self, item: PlanItem) -> dict:
        presenter = self.people.names.get(item.presenter_id, "")
        return {"id": item.pk, "topic": item.topic, "group": item.group_id, "presenter": presenter}

    def is_valid(self) -> bool:
        return all([self.frame.is_valid(), *(card.formset.is_valid() for card in self.cards)])

    def know(self, lines: Mapping[int, Any]) -> None:
        """Give each row of a stored topic what became of it (topic id → its line)."""
        for card in self.cards:
            for form in card.formset.forms:
                sent = str(form["id"].value() or "")
                form.line = lines.get(int(sent)) if sent.isascii() and sent.isdigit() else None

    @property
    def rows(self) -> list[dict]:
        """The rows that stand, in the order of the page, as `save_plan_items` takes them."""
        return [
            {name: form.cleaned_data[name] for name in ("id", "number", "topic", "group")}
            | {"presenter": form.cleaned_data["presenter"]}
            for card in self.cards
            for form in card.formset.forms
            if form.is_kept
        ]


def by_origin(offered: Iterable[Suggested]) -> dict[str, list[Suggested]]:
    """Suggestions by where they come from; topics handed down stand elsewhere on the page."""
    found: dict[str, list[Suggested]] = {}
    for one in offered:
        if one.source != PlanItem.Source.HANDED:
            found.setdefault(ORIGINS[one.source], []).append(one)
    return found


ORIGINS = {
    PlanItem.Source.LAST_YEAR: gettext_lazy("The branch's topics of last year"),
    PlanItem.Source.SUGGESTION: gettext_lazy("Suggested for this kind of branch"),
    PlanItem.Source.NEIGHBOUR: gettext_lazy("What other branches made public"),
}


def pressed(value: str, offered: Iterable[Suggested]) -> dict | None:
    """The row that a button beside a suggestion asks for ("last_year-12-3"), if it is offered."""
    key, _dash, number = value.rpartition("-")
    for one in offered:
        if one.key == key and number in map(str, one.numbers):
            return {
                "id": None,
                "number": int(number),
                "topic": one.topic,
                "group": one.group,
                "presenter": None,
                "source": one.source,
                "handed": one.pk if one.source == PlanItem.Source.HANDED else None,
            }
    return None


class HandedTopicForm(forms.Form):
    """A topic for the branches below a committee."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("To the branches below"), empty_label=None
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Kind of branch"),
        choices=[("", gettext_lazy("every kind")), *Unit.Sector.choices],
        required=False,
    )
    topic = TidyCharField(
        label=gettext_lazy("Topic"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    group = forms.ModelChoiceField(
        TopicGroup.objects.all(),
        label=gettext_lazy("Topic group"),
        empty_label="—",
        required=False,
    )
    period = forms.ChoiceField(label=gettext_lazy("When"))
    note = TidyCharField(
        label=gettext_lazy("Note for the branches"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.spans = spans(timezone.localdate())
        self.fields["period"].choices = [(key, name) for key, (name, *_days) in self.spans.items()]

    @property
    def words(self) -> dict[str, Any]:
        """What `hand_down_topic` takes."""
        name, first_on, last_on = self.spans[self.cleaned_data["period"]]
        words = {key: self.cleaned_data[key] for key in ("sector", "topic", "group", "note")}
        return words | {"period_name": name, "first_on": first_on, "last_on": last_on}


def spans(today: dt.date) -> dict[str, tuple[str, dt.date, dt.date]]:
    """Key → name, first and last day of the times for which a topic may be handed down."""
    quarters = [Quarter.of(today)]
    while len(quarters) < 6:
        quarters.append(quarters[-1].next())
    found = {
        f"{one.year}-{one.number}": (str(one), one.first_day, one.last_day) for one in quarters
    }
    for year in (today.year - 1, today.year, today.year + 1):
        for kind, name in (
            (Plan.Kind.CALENDAR, _("the year %(year)d")),
            (Plan.Kind.SCHOOL, _("the school year %(year)d–%(next)d")),
        ):
            plan = Plan.of(None, kind, year)
            if plan.ends_on >= today:
                words = name % {"year": year, "next": year + 1}
                found[f"{kind}-{year}"] = (words, plan.starts_on, plan.ends_on)
    return found
