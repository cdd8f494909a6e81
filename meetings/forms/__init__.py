"""The shape of what people type in the meeting book."""

from meetings.forms.frames import (
    DayField,
    HourField,
    NoteForm,
    PlanForm,
    ReasonForm,
    SessionForm,
)
from meetings.forms.publications import AnnouncementForm, FiguresForm, SummaryForm
from meetings.forms.record import (
    DiscussionForm,
    OpinionForm,
    OpinionFormSet,
    RollForm,
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
    "NoteForm",
    "OpinionForm",
    "OpinionFormSet",
    "PlanForm",
    "ReasonForm",
    "RollForm",
    "SessionForm",
    "StepForm",
    "SummaryForm",
    "TaskForm",
    "TaskFormSet",
    "VoteForm",
    "filled",
]
