"""The shape of what people type in the meeting book."""

from meetings.forms.publications import AnnouncementForm, FiguresForm, SummaryForm
from meetings.forms.record import (
    DayField,
    DiscussionForm,
    HourField,
    OpinionForm,
    OpinionFormSet,
    RollForm,
    SessionForm,
    StepForm,
    TaskForm,
    TaskFormSet,
    VoteForm,
    filled,
)

__all__ = [
    "AnnouncementForm",
    "DayField",
    "DiscussionForm",
    "FiguresForm",
    "HourField",
    "OpinionForm",
    "OpinionFormSet",
    "RollForm",
    "SessionForm",
    "StepForm",
    "SummaryForm",
    "TaskForm",
    "TaskFormSet",
    "VoteForm",
    "filled",
]
