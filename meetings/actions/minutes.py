"""The minutes: drawn up from the facts, put in better words, corrected after they stand."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._lock import locked, touch
from meetings.actions._versions import keep_version
from meetings.documents.sections import minutes_sections
from meetings.models import Correction, MinutesEdit, ThematicSession
from meetings.models.sessions import CLOSED, State


@transaction.atomic
def draw_up_minutes(session: ThematicSession, *, version: int, by: User) -> None:
    """Go from recording to checking: the first version of the minutes is kept.

    Raises RuleBroken before the roll is called.
    """
    session = locked(session, version, (State.HELD,))
    if not session.roll_called_at:
        raise RuleBroken(_("There are no minutes before the roll is called."))
    session.state = State.MINUTES
    touch(session)
    keep_version(session, by)
    audit.record("minutes.drawn_up", session, by=by)


@transaction.atomic
def edit_minutes(
    session: ThematicSession, words: Mapping[str, str], *, version: int, by: User
) -> None:
    """Put other words in place of the assembled ones: key of a section → text.

    An empty text, or the assembled one, goes back to the facts. Raises RuleBroken for a section
    that is counted and not worded.
    """
    session = locked(session, version)
    sections = {section.key: section for section in minutes_sections(session)}
    for key, text in words.items():
        section = sections.get(key)
        if section is None or not section.is_editable:
            raise RuleBroken(_("This part of the minutes follows from the record alone."))
        facts, text = "\n".join(section.lines), tidy(text)
        rows = MinutesEdit.objects.filter(session=session, section=key)
        if not text or text == facts:
            rows.delete()
        else:
            MinutesEdit.objects.update_or_create(
                session=session, section=key, defaults={"text": text, "facts": facts}
            )
    session.state = State.MINUTES
    touch(session)
    keep_version(session, by)
    audit.record("minutes.edited", session, by=by, sections=len(words))


@transaction.atomic
def ask_correction(session: ThematicSession, words: str, *, version: int, by: User) -> Correction:
    """Ask the upper committee to open a record that stands. Raises RuleBroken while one waits."""
    session = locked(session, version, CLOSED)
    if not (words := tidy(words)):
        raise RuleBroken(_("Write what is to be corrected, and why."), "words")
    if session.corrections.filter(is_granted=None).exists():
        raise RuleBroken(_("A correction has been asked for already; it waits for its answer."))
    correction = Correction.objects.create(session=session, words=words, asked_by=by)
    touch(session)
    audit.record("correction.asked", session, by=by)
    return correction


@transaction.atomic
def decide_correction(
    correction: Correction, *, is_granted: bool, answer: str, version: int, by: User
) -> None:
    """Open the record for its branch, or say why not. What stood before is kept as a version.

    Raises RuleBroken for a refusal without words, and when it was decided before.
    """
    session = locked(correction.session, version, CLOSED)
    correction = Correction.objects.get(pk=correction.pk)
    if correction.is_granted is not None:
        raise RuleBroken(_("This has been decided already."))
    answer = tidy(answer)
    if not is_granted and not answer:
        raise RuleBroken(_("Write why not."), "answer")
    correction.is_granted, correction.answer = is_granted, answer
    correction.decided_at, correction.decided_by = timezone.now(), by
    if is_granted:
        correction.before = keep_version(session, correction.asked_by)
        session.state, session.return_note = State.MINUTES, answer
    correction.save()
    touch(session)
    verb = "correction.granted" if is_granted else "correction.refused"
    audit.record(verb, session, by=by)
