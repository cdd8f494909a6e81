"""The portal's memory of deeds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, User

# What a line says to the administrator who reads it.
DEEDS = {
    "account.opened": _("opened an account"),
    "account.changed": _("changed an account"),
    "account.password_set": _("set somebody's password"),
    "account.second_factor_removed": _("took off somebody's second step"),
    "role.granted": _("gave a role"),
    "role.changed": _("changed a role"),
    "role.withdrawn": _("withdrew a role"),
    "unit.established": _("established a unit"),
    "unit.renamed": _("renamed a unit"),
    "unit.moved": _("put a unit under another superior"),
    "unit.amended": _("corrected a unit"),
    "unit_type.saved": _("saved a type of unit"),
    "member.registered": _("registered a member"),
    "member.changed": _("changed a member's data"),
    "rule_set.saved": _("saved a rule set"),
    "article.created": _("created an article"),
    "article.saved": _("saved an article"),
    "article.published": _("published an article"),
    "article.submitted": _("handed an article in for review"),
    "article.returned": _("returned an article to its author"),
    "article.approved": _("approved an article"),
    "article.corrected": _("corrected a published article"),
    "article.scheduled": _("set the date of an article"),
    "article.restored": _("restored an older version of an article"),
    "article.side_draft_kept": _("kept the words of a save that met another one"),
    "article.side_draft_put_away": _("put a side draft away"),
    "article.withdrawn": _("withdrew an article"),
    "checkrule.changed": _("changed a rule of the publish checklist"),
    "article.read_from_word": _("made a draft of a Word file"),
    "article.taken_over": _("took an article over from an archive"),
    "archive.import_opened": _("began to take over an archive"),
    "archive.item_left": _("left out an item of an archive"),
    "archive.import_closed": _("finished taking over an archive"),
    "preview.shared": _("shared a preview of an article"),
    "preview.revoked": _("closed a shared preview"),
    "attachment.added": _("added a file for readers"),
    "attachment.reused": _("used a file for readers again"),
    "infopage.added": _("added an information page"),
    "infopage.changed": _("changed an information page"),
    "infopage.deleted": _("deleted an information page"),
    "series.added": _("added a series of articles"),
    "series.changed": _("changed a series of articles"),
    "photo.added": _("added a photo"),
    "photo.reused": _("used a photo again"),
    "photo.changed": _("changed the words of a photo"),
    "photo.refused": _("met a photo that was taken down"),
    "photo.taken_down": _("took a photo down everywhere"),
    "photo.deleted": _("deleted a photo that nothing used"),
    "article.photo_removed": _("took a photo out of an article"),
    "front.arranged": _("arranged the front page"),
    "section.added": _("added a section"),
    "section.changed": _("changed a section"),
    "tag.added": _("added a tag"),
    "tag.changed": _("changed a tag"),
    "tag.merged": _("merged tags"),
    "filter.saved": _("saved a filter of the list of articles"),
    "filter.deleted": _("deleted a saved filter"),
    "article.filed": _("put a published article into another section or gave it other tags"),
    "articles.changed_together": _("changed several articles at once"),
    "comment.sent": _("sent a comment"),
    "comment.approved": _("approved a comment"),
    "comment.rejected": _("rejected a comment"),
    "comment.marked_spam": _("marked a comment as spam"),
    "session.opened": _("opened the record of a session"),
    "session.changed": _("changed the frame of a session"),
    "session.roll_called": _("called the roll"),
    "session.discussion_recorded": _("recorded the discussion"),
    "session.tasks_assigned": _("assigned tasks"),
    "session.submitted": _("submitted the record of a session"),
    "resolution.adopted": _("adopted a resolution"),
    "resolution.failed": _("recorded a resolution that was not adopted"),
    "resolution.discarded": _("discarded a draft resolution"),
    "task.finished": _("marked a task as done"),
    "summary.published": _("published the summary of a session"),
    "summary.withdrawn": _("withdrew the summary of a session"),
    "figures.published": _("published the figures of a quarter"),
    "figures.withdrawn": _("withdrew the figures of a quarter"),
    "session.announced": _("announced a coming session"),
    "announcement.withdrawn": _("withdrew the announcement of a session"),
    "topic_group.saved": _("saved a topic group"),
    "demo.loaded": _("loaded the demo world"),
}


def record(verb: str, target: models.Model, *, by: User | None, **facts: object) -> AuditEntry:
    """Write one audit line, inside the transaction that makes the change.

    `verb` is `thing.past_tense`; `facts` are numbers, dates as text, states: no personal data of
    readers or members beyond the target's own name. `by` is None for a reader without an account.
    """
    return AuditEntry.objects.create(
        actor=by,
        verb=verb,
        target=f"{target._meta.label_lower}:{target.pk}",
        label=str(target),
        facts=facts,
    )


def in_words(verb: str) -> str:
    """Say a verb as a person would; one that has no words yet stays as it is."""
    return str(DEEDS.get(verb, verb))
