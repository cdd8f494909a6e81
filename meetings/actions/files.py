"""Files of a session: put beside it, taken away again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib import private
from branch_portal.lib.files import Document
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._lock import locked, touch
from meetings.models import SessionFile, ThematicSession
from meetings.models.sessions import OPEN, PLANNED

MOST_FILES = 10  # of one session
LARGEST_SUM = 60 * 1024 * 1024  # bytes, of one session


@transaction.atomic
def add_session_file(
    session: ThematicSession, document: Document, *, kind: str, title: str, version: int, by: User
) -> SessionFile:
    """Keep a file that the form has judged; `by` declares that no state secret is in it.

    Raises RuleBroken when the same file is there already, when there are too many, and once the
    record stands.
    """
    session = locked(session, version, (*PLANNED, *OPEN))
    beside = list(session.files.all())
    if any(file.sha256 == document.sha256 for file in beside):
        raise RuleBroken(_("This file is there already."), "file")
    if len(beside) >= MOST_FILES:
        raise RuleBroken(
            _("There are %(most)d files already; take one away first.") % {"most": MOST_FILES},
            "file",
        )
    size = len(document.content)
    if sum(file.size for file in beside) + size > LARGEST_SUM:
        raise RuleBroken(
            _("All files of a session together have at most %(most)d MB.")
            % {"most": LARGEST_SUM // (1024 * 1024)},
            "file",
        )
    file = SessionFile(
        session=session,
        kind=kind,
        title=tidy(title) or document.title,
        format=document.kind,
        size=size,
        declared_by=by,
    )
    file.sha256 = private.keep(file.folder, document.content)
    file.save()
    touch(session)
    audit.record("session_file.added", file, by=by, session=session.pk, kind=kind, size=size)
    return file


@transaction.atomic
def remove_session_file(file: SessionFile, *, version: int, by: User) -> None:
    """Take a file away for good. Raises RuleBroken once the record stands."""
    session = locked(file.session, version, (*PLANNED, *OPEN))
    file = session.files.filter(pk=file.pk).first()
    if file is None:
        raise RuleBroken(_("This file was taken away already."))
    audit.record(
        "session_file.removed", file, by=by, session=session.pk, sha256=file.sha256, size=file.size
    )
    folder, digest = file.folder, file.sha256
    file.delete()
    touch(session)
    # Only when the row is surely gone: a row without its file would be a promise not kept.
    transaction.on_commit(lambda: private.discard(folder, digest))
