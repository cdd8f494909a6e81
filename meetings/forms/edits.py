"""The shape of what devices send: one row of the record at a time."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.text import undamaged
from meetings.forms.frames import DayField, HourField
from meetings.forms.record import BallotForm, OpinionForm, VoteForm
from meetings.forms.roll import CHOICES, mark_of
from meetings.models import DeviceEdit, ThematicSession

MOST = 50  # changes sent at once
LARGEST = 400_000  # bytes of them
EARLIEST = 2000  # year; a clock that shows less was never set
Kind = DeviceEdit.Kind


class MarkRow(forms.Form):
    mark = forms.ChoiceField(choices=list(CHOICES.items()))
    reason = TidyCharField(max_length=200, required=False)
    late = HourField(required=False)
    early = HourField(required=False)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        mark = mark_of(*(data[part] for part in ("mark", "reason", "late", "early")))
        return vars(mark)


class WordsRow(forms.Form):
    text = TidyCharField(max_length=8000, required=False)


class EarlierRow(forms.Form):
    percent = forms.IntegerField(min_value=0, max_value=100)
    note = TidyCharField(max_length=500, required=False)


class OpinionRow(OpinionForm):
    """An opinion on its own is never an empty row."""

    key = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("speaker", "text"):
            self.fields[name].required = True


class TaskRow(forms.Form):
    title = TidyCharField(max_length=300)
    owner = forms.IntegerField(min_value=1)
    due_on = DayField()
    resolution = forms.IntegerField(min_value=1, required=False)


MOST_VOTERS = 30_000  # the action knows how many there were


class BallotRow(BallotForm):
    key = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, voters=MOST_VOTERS, **kwargs)


class VoteRow(VoteForm):
    """`draft` is the draft that was voted on, if any."""

    key = None
    draft = forms.IntegerField(min_value=1, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, voters=MOST_VOTERS, **kwargs)


_FORMS = {
    Kind.MARK: MarkRow,
    Kind.WORDS: WordsRow,
    Kind.OPINION: OpinionRow,
    Kind.EARLIER: EarlierRow,
    Kind.TASK: TaskRow,
    Kind.VOTE: VoteRow,
    Kind.BALLOT: BallotRow,
}
_STRUCK_OUT = (Kind.OPINION, Kind.TASK)  # what can be struck out


class EditForm(forms.Form):
    """One change as it stands in a device's queue. `arguments` is what `take_edits` wants."""

    key = forms.UUIDField()
    kind = forms.ChoiceField(choices=Kind)
    row = forms.CharField(max_length=40)
    seen = forms.JSONField(required=False)
    wanted = forms.JSONField(required=False)
    made_at = forms.CharField(max_length=40)

    def __init__(self, *args, session: ThematicSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_made_at(self) -> dt.datetime:
        try:
            moment = parse_datetime(self.cleaned_data["made_at"])
        except ValueError:
            moment = None
        is_of_now = moment and timezone.is_aware(moment) and moment.year > EARLIEST
        return moment if is_of_now else timezone.now()

    def clean(self):
        data = super().clean()
        if not self.errors:
            self._check_row(data)
        return data

    def _check_row(self, data: dict[str, Any]) -> None:
        kind, row = data["kind"], data["row"]
        if kind == Kind.WORDS:
            known = row in ("summary", "conclusion")
        elif kind in (Kind.MARK, Kind.EARLIER):
            rows = self.session.roll if kind == Kind.MARK else self.session.reviews
            is_number = row.isascii() and row.isdigit() and len(row) < 19
            known = is_number and rows.filter(pk=int(row)).exists()
        else:
            known = _is_uuid(row)
        if not known or not _is_row(data["wanted"]) or not _is_row(data["seen"]):
            self.add_error("row", _("This row is not in the record."))
        elif data["wanted"] is None and kind not in _STRUCK_OUT:
            self.add_error("row", _("This row cannot be struck out."))

    @property
    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        wanted, clean, refusal = data["wanted"], None, ""
        if wanted is not None:
            form = _FORMS[data["kind"]](wanted)
            if form.is_valid():
                clean = form.cleaned_data
            else:
                refusal = " ".join(" ".join(errors) for errors in form.errors.values())
        return data | {"clean": clean, "refusal": refusal}


@dataclass
class Bundle:
    """What a device sends at once; `forms` is empty where that is nonsense."""

    forms: list[EditForm]

    @classmethod
    def read(cls, body: bytes, session: ThematicSession) -> "Bundle":
        try:
            rows = json.loads(body, parse_constant=_refuse) if len(body) <= LARGEST else None
        except (ValueError, RecursionError):
            rows = None
        is_list = isinstance(rows, list) and 0 < len(rows) <= MOST
        if not is_list or not all(isinstance(row, dict) for row in rows):
            return cls([])
        return cls([EditForm(_as_posted(row), session=session) for row in rows])


def _as_posted(row: dict[str, Any]) -> dict[str, Any]:
    """JSON fields want text, so that they parse it themselves."""
    texts = {name: json.dumps(_undamaged(row.get(name))) for name in ("seen", "wanted")}
    return row | texts


def _undamaged(fields: Any) -> Any:
    """Without the characters that PostgreSQL does not take."""
    if not isinstance(fields, dict):
        return fields
    return {undamaged(name): _plain(name, value) for name, value in fields.items()}


def _plain(name: str, value: Any) -> Any:
    """The fields of a page are texts, but for the one that is ticked."""
    if isinstance(value, str):
        return undamaged(value)
    is_number = isinstance(value, int | float) and name != "is_restricted"
    return str(value) if is_number else value


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _is_row(fields: Any) -> bool:
    """Is it what a row of the page may be: struck out, or a plain value for each field?"""
    if not isinstance(fields, dict):
        return fields is None
    return not any(isinstance(value, dict | list) for value in fields.values())


def _is_uuid(text: str) -> bool:
    try:
        forms.UUIDField().clean(text)
    except forms.ValidationError:
        return False
    return True
