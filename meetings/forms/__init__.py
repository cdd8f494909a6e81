"""The shape of what people type in the meeting book."""

from meetings.forms.frames import (
    DayField,
    HourField,
    NoteForm,
    PlanForm,
    ReasonForm,
    SessionForm,
)
from meetings.forms.line import LineForm
from meetings.forms.papers import PaperTemplateForm
from meetings.forms.plans import (
    HandedTopicForm,
    PlanSheet,
    PlanStartForm,
    by_origin,
    pressed,
)
from meetings.forms.prepare import (
    AgendaFormSet,
    CalendarForm,
    FileForm,
    ReplyForm,
    agenda_rows,
)
from meetings.forms.publications import AnnouncementForm, FiguresForm, NewsForm, SummaryForm
from meetings.forms.record import (
    BallotForm,
    DiscussionForm,
    DraftForm,
    OpinionForm,
    OpinionFormSet,
    ProgressForm,
    ReviewForm,
    SignForm,
    StepForm,
    TaskForm,
    TaskFormSet,
    VoteForm,
    filled,
)
from meetings.forms.roll import RollForm
from meetings.forms.score import ScoreSheetForm, ScoreVoteForm

__all__ = [
    "AgendaFormSet",
    "AnnouncementForm",
    "BallotForm",
    "CalendarForm",
    "DayField",
    "DiscussionForm",
    "DraftForm",
    "FiguresForm",
    "FileForm",
    "HandedTopicForm",
    "HourField",
    "LineForm",
    "NewsForm",
    "NoteForm",
    "OpinionForm",
    "OpinionFormSet",
    "PaperTemplateForm",
    "PlanForm",
    "PlanSheet",
    "PlanStartForm",
    "ProgressForm",
    "ReasonForm",
    "ReplyForm",
    "ReviewForm",
    "RollForm",
    "ScoreSheetForm",
    "ScoreVoteForm",
    "SessionForm",
    "SignForm",
    "StepForm",
    "SummaryForm",
    "TaskForm",
    "TaskFormSet",
    "VoteForm",
    "agenda_rows",
    "by_origin",
    "filled",
    "pressed",
]
