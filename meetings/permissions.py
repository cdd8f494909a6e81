"""Who may do what in the meeting book. Whether *now* is asked again inside the actions."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import OVERSEERS, RECORD_KEEPERS, Role, User
from branch_portal.lib.dates import Quarter
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied
from meetings.models import Plan, ThematicSession
from organisation.models import Unit, UnitClosure
from organisation.models.units import UnitQuerySet
from organisation.permissions import holds


def open_record(user: User, unit: Unit) -> Verdict:
    """May the user record sessions of this branch?"""
    if not holds(user, *RECORD_KEEPERS, unit=unit):
        return denied(_("Only the secretary or the deputy secretary of this branch records it."))
    return ALLOWED


def keep_record(user: User, session: ThematicSession) -> Verdict:
    """May the user change this record now?"""
    verdict = open_record(user, session.unit)
    if verdict and session.is_closed:
        return denied(_("This record has been submitted and can no longer be changed."))
    if verdict and not session.is_open:
        return denied(_("This session is not being recorded: it was cancelled or is to come."))
    return verdict


def judge_record(user: User, session: ThematicSession) -> Verdict:
    """May the user accept this record, or send it back?"""
    if not holds(user, *OVERSEERS, unit=session.unit):
        return denied(_("Only the working group or the organisation board judges a record."))
    return ALLOWED


def read_whole(user: User, session: ThematicSession) -> Verdict:
    """May the user read more than time and attendance? Notes of an open record are the branch's."""
    if not session.is_closed and not open_record(user, session.unit):
        return denied(_("The branch is still writing this record; it can be read once submitted."))
    return ALLOWED


def judge_plan(user: User, plan: Plan) -> Verdict:
    """May the user approve this plan, or send it back?"""
    if not holds(user, *OVERSEERS, unit=plan.unit):
        return denied(_("Only the working group or the organisation board judges a plan."))
    return ALLOWED


def committees_of(user: User) -> UnitQuerySet:
    """The committees under which the user oversees at least one branch, the highest first."""
    reached = Unit.objects.visible_to(user, *OVERSEERS)
    below = UnitClosure.objects.filter(
        ancestor=OuterRef("pk"), distance__gt=0, descendant__in=reached
    )
    high = reached.filter(Exists(below)).annotate(depth=Count("links_up"))
    return high.order_by("depth", "search_folded")


def hand_down(user: User, unit: Unit | None = None) -> Verdict:
    """May the user give topics to the branches below this unit, or below any?"""
    committees = committees_of(user)
    if not (committees.filter(pk=unit.pk) if unit else committees).exists():
        return denied(_("Topics are handed down by those who oversee the branches below."))
    return ALLOWED


def print_papers(user: User, session: ThematicSession) -> Verdict:
    """May the user have the papers of this session? Which there are, each paper says itself."""
    return read_whole(user, session)


def keep_templates(user: User, unit: Unit) -> Verdict:
    """May the user give this branch Word templates of its own?"""
    if not holds(user, Role.SECRETARY, Role.ORGANISATION_BOARD, unit=unit):
        return denied(_("Only the secretary of the branch or the organisation board does this."))
    return ALLOWED


def oversee(user: User) -> Verdict:
    """May the user see the overview of many branches?"""
    if not user.is_superuser and not Unit.objects.visible_to(user, *OVERSEERS).exists():
        return denied(_("The overview is for the working groups and the organisation board."))
    return ALLOWED


def publish(user: User, unit: Unit) -> Verdict:
    """May the user show something of this unit to the public, and take it back?"""
    if not holds(user, Role.ORGANISATION_BOARD, unit=unit):
        return denied(_("Only the organisation board decides what the public sees of a branch."))
    return ALLOWED


def publish_summary(user: User, session: ThematicSession) -> Verdict:
    """May the user write the public summary of this session now?"""
    if not session.is_closed:
        return denied(_("Nothing of a session becomes public before its record is submitted."))
    return publish(user, session.unit)


def propose_news(user: User, session: ThematicSession) -> Verdict:
    """May the user offer words on this session to the editors?"""
    if not session.is_closed:
        return denied(_("News are proposed of a submitted record only."))
    if holds(user, *RECORD_KEEPERS, Role.ORGANISATION_BOARD, unit=session.unit):
        return ALLOWED
    return denied(_("Only the branch itself or the organisation board proposes news."))


def top_unit(user: User, quarter: Quarter) -> Unit | None:
    """The top unit of a quarter if the user is of its organisation board, else None."""
    tops = Unit.objects.top(quarter.last_day)
    return tops.visible_to(user, Role.ORGANISATION_BOARD).first()


def publish_figures(unit: Unit | None) -> Verdict:
    """May the figures of a quarter be published by whom `top_unit` was asked for?"""
    if unit is None:
        return denied(_("Only the organisation board of the top unit publishes the figures."))
    return ALLOWED
