"""Who may do what in the meeting book. Whether *now* is asked again inside the actions."""

from django.utils.translation import gettext as _

from accounts.models import OVERSEERS, RECORD_KEEPERS, User
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied
from meetings.models import ThematicSession
from organisation.models import Unit
from organisation.permissions import holds


def open_record(user: User, unit: Unit) -> Verdict:
    """May the user record sessions of this branch?"""
    if not holds(user, *RECORD_KEEPERS, unit=unit):
        return denied(_("Only the secretary or the deputy secretary of this branch records it."))
    return ALLOWED


def keep_record(user: User, session: ThematicSession) -> Verdict:
    """May the user change this record now?"""
    verdict = open_record(user, session.unit)
    if verdict and not session.is_open:
        return denied(_("This record has been submitted and can no longer be changed."))
    return verdict


def oversee(user: User) -> Verdict:
    """May the user see the overview of many branches?"""
    if not user.is_superuser and not Unit.objects.visible_to(user, *OVERSEERS).exists():
        return denied(_("The overview is for the working groups and the organisation board."))
    return ALLOWED
