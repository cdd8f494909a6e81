"""What people do with comments: one function is one button."""

from comments.actions._mailing import alert, ask_to_confirm, send_due, tell_decision
from comments.actions._moving import WAYS
from comments.actions.deciding import (
    UNDO,
    approve,
    escalate,
    hide,
    mark_spam,
    pin,
    reject,
    reopen,
    undo,
)
from comments.actions.learning import learn_from_decisions
from comments.actions.privacy import (
    confirm_address,
    erase_comment,
    find_by_address,
    show_address,
    stop_mail,
)
from comments.actions.redacting import lift, redact
from comments.actions.reminding import remind, send_digest
from comments.actions.replying import revise_reply, write_reply
from comments.actions.requests import (
    answer_request,
    ask_about_data,
    close_request,
    correct_name,
    erase_data,
    export_data,
    prove_request,
    refuse_request,
    withdraw_consent,
)
from comments.actions.retention import Retention, note_retention
from comments.actions.senders import block_sender, unblock
from comments.actions.sending import send_comment
from comments.actions.switches import end_pause, pause, set_policy

__all__ = [
    "UNDO",
    "WAYS",
    "Retention",
    "alert",
    "answer_request",
    "approve",
    "ask_about_data",
    "ask_to_confirm",
    "block_sender",
    "close_request",
    "confirm_address",
    "correct_name",
    "end_pause",
    "erase_comment",
    "erase_data",
    "escalate",
    "export_data",
    "find_by_address",
    "hide",
    "learn_from_decisions",
    "lift",
    "mark_spam",
    "note_retention",
    "pause",
    "pin",
    "prove_request",
    "redact",
    "refuse_request",
    "reject",
    "remind",
    "reopen",
    "revise_reply",
    "send_comment",
    "send_digest",
    "send_due",
    "set_policy",
    "show_address",
    "stop_mail",
    "tell_decision",
    "unblock",
    "undo",
    "withdraw_consent",
    "write_reply",
]
