"""What people do in the meeting book. Each public function is one button.

In every one: lock, read again, refuse, change, record. The caller's object is never trusted.
"""

from meetings.actions.decisions import (
    assign_tasks,
    discard_resolution,
    finish_task,
    put_to_vote,
)
from meetings.actions.publications import (
    announce_session,
    publish_figures,
    publish_summary,
    withdraw_announcement,
    withdraw_figures,
    withdraw_summary,
)
from meetings.actions.sessions import (
    change_session,
    open_session,
    record_attendance,
    record_discussion,
    submit_session,
)

__all__ = [
    "announce_session",
    "assign_tasks",
    "change_session",
    "discard_resolution",
    "finish_task",
    "open_session",
    "publish_figures",
    "publish_summary",
    "put_to_vote",
    "record_attendance",
    "record_discussion",
    "submit_session",
    "withdraw_announcement",
    "withdraw_figures",
    "withdraw_summary",
]
