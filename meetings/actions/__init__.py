"""What people do in the meeting book. Each public function is one button.

In every one: lock, read again, refuse, change, record. The caller's object is never trusted.
"""

from meetings.actions.closing import accept_session, return_session, submit_session
from meetings.actions.decisions import (
    assign_tasks,
    discard_resolution,
    finish_task,
    put_to_vote,
)
from meetings.actions.holding import change_session, hold_session, open_session
from meetings.actions.planning import (
    cancel_session,
    change_plan,
    postpone_session,
    prepare_session,
    schedule_session,
)
from meetings.actions.publications import (
    announce_session,
    publish_figures,
    publish_summary,
    withdraw_announcement,
    withdraw_figures,
    withdraw_summary,
)
from meetings.actions.recording import record_attendance, record_discussion

__all__ = [
    "accept_session",
    "announce_session",
    "assign_tasks",
    "cancel_session",
    "change_plan",
    "change_session",
    "discard_resolution",
    "finish_task",
    "hold_session",
    "open_session",
    "postpone_session",
    "prepare_session",
    "publish_figures",
    "publish_summary",
    "put_to_vote",
    "record_attendance",
    "record_discussion",
    "return_session",
    "schedule_session",
    "submit_session",
    "withdraw_announcement",
    "withdraw_figures",
    "withdraw_summary",
]
