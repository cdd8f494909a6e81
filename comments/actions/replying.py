"""Official replies: a unit answers a reader, seen by two people before readers see it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from comments import permissions
from comments.actions._moving import held
from comments.models import LONGEST_TEXT, SHORTEST_TEXT, Comment
from organisation.models import Unit


@transaction.atomic
def write_reply(comment: Comment, *, unit: Unit, text: str, by: User) -> Comment:
    """Write a unit's answer to an approved comment; it waits for somebody else's approval.

    Raises RuleBroken when the comment cannot be answered or the unit is not one of the writer's.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not comment.is_public:
        raise RuleBroken(_("Only an approved comment can be answered in public."))
    if comment.parent_id or comment.is_official:
        raise RuleBroken(_("Answer the comment that began the thread."))
    reply = Comment.objects.create(
        article_id=comment.article_id,
        parent=comment,
        kind=Comment.Kind.OFFICIAL,
        author_name=_own(unit, by).name,
        unit=unit,
        written_by=by,
        text=_fit(text),
    )
    audit.record("comment.reply_written", reply, by=by, to=comment.pk, unit=unit.pk)
    return reply


@transaction.atomic
def revise_reply(reply: Comment, *, unit: Unit, text: str, version: int, by: User) -> Comment:
    """Change a reply that waits. Whoever revises it is its writer and does not approve it."""
    reply = held(reply, version)
    if not reply.is_official or reply.state != Comment.State.PENDING:
        raise RuleBroken(_("Only an official reply that waits can be changed."))
    reply.unit, reply.author_name, reply.text = unit, _own(unit, by).name, _fit(text)
    reply.written_by = by
    reply.version += 1
    reply.save()
    audit.record("comment.reply_revised", reply, by=by, unit=unit.pk)
    return reply


def _own(unit: Unit, by: User) -> Unit:
    if not permissions.answering_units(by).filter(pk=unit.pk).exists():
        raise RuleBroken(_("You cannot answer for this unit."), "unit")
    return unit


def _fit(text: str) -> str:
    text = tidy(text)
    if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        sentence = _("A reply has between %(least)s and %(most)s characters.")
        raise RuleBroken(sentence % {"least": SHORTEST_TEXT, "most": LONGEST_TEXT}, "text")
    return text
