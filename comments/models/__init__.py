"""Readers' words, what was decided about them, and what is known to do it well."""

from comments.models.comments import LONGEST_NAME, LONGEST_TEXT, SHORTEST_TEXT, Comment, CommentBand
from comments.models.decisions import Decision, Reason, Redaction, ReplyTemplate
from comments.models.discussions import Openness, Pause, Policy
from comments.models.mail import Mail, NoMail
from comments.models.requests import DataRequest
from comments.models.scoring import BlockedSender, Lesson, Phrase

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "SHORTEST_TEXT",
    "BlockedSender",
    "Comment",
    "CommentBand",
    "DataRequest",
    "Decision",
    "Lesson",
    "Mail",
    "NoMail",
    "Openness",
    "Pause",
    "Phrase",
    "Policy",
    "Reason",
    "Redaction",
    "ReplyTemplate",
]
