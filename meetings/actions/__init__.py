"""What people do in the meeting book. Each public function is one button.

In every one: lock, read again, refuse, change, record. The caller's object is never trusted.
"""

from meetings.actions.agenda import mark_materials, save_agenda
from meetings.actions.arrivals import (
    announce_arrival,
    close_check_in,
    confirm_arrivals,
    open_check_in,
)
from meetings.actions.calendars import make_calendar_feed, revoke_calendar_feed
from meetings.actions.closing import accept_session, return_session, submit_session
from meetings.actions.decisions import (
    discard_ballot,
    discard_resolution,
    draft_resolution,
    hold_ballot,
    put_to_vote,
    sign_resolution,
    void_resolution,
)
from meetings.actions.edits import settle_edit, take_edits
from meetings.actions.files import add_session_file, remove_session_file
from meetings.actions.holding import change_session, hold_session, open_session
from meetings.actions.invitations import (
    answer_invitation,
    make_invitations,
    revoke_invitations,
)
from meetings.actions.minutes import (
    ask_correction,
    decide_correction,
    draw_up_minutes,
    edit_minutes,
)
from meetings.actions.news import decline_proposal, propose_news, take_proposal
from meetings.actions.paper_templates import add_paper_template, remove_paper_template
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
from meetings.actions.recording import Mark, record_attendance, record_discussion
from meetings.actions.scoring import renew_score_form, score_session, vote_on_score
from meetings.actions.tasks import assign_tasks, finish_task, report_progress, review_tasks
from meetings.actions.year_plans import (
    approve_plan,
    hand_down_topic,
    reopen_plan,
    return_plan,
    save_plan_items,
    start_plan,
    submit_plan,
    withdraw_handed_topic,
)

__all__ = [
    "Mark",
    "accept_session",
    "add_paper_template",
    "add_session_file",
    "announce_arrival",
    "announce_session",
    "answer_invitation",
    "approve_plan",
    "ask_correction",
    "assign_tasks",
    "cancel_session",
    "change_plan",
    "change_session",
    "close_check_in",
    "confirm_arrivals",
    "decide_correction",
    "decline_proposal",
    "discard_ballot",
    "discard_resolution",
    "draft_resolution",
    "draw_up_minutes",
    "edit_minutes",
    "finish_task",
    "hand_down_topic",
    "hold_ballot",
    "hold_session",
    "make_calendar_feed",
    "make_invitations",
    "mark_materials",
    "open_check_in",
    "open_session",
    "postpone_session",
    "prepare_session",
    "propose_news",
    "publish_figures",
    "publish_summary",
    "put_to_vote",
    "record_attendance",
    "record_discussion",
    "remove_paper_template",
    "remove_session_file",
    "renew_score_form",
    "reopen_plan",
    "report_progress",
    "return_plan",
    "return_session",
    "review_tasks",
    "revoke_calendar_feed",
    "revoke_invitations",
    "save_agenda",
    "save_plan_items",
    "schedule_session",
    "score_session",
    "settle_edit",
    "sign_resolution",
    "start_plan",
    "submit_plan",
    "submit_session",
    "take_edits",
    "take_proposal",
    "void_resolution",
    "vote_on_score",
    "withdraw_announcement",
    "withdraw_figures",
    "withdraw_handed_topic",
    "withdraw_summary",
]
