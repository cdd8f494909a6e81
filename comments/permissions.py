"""Who may decide about readers' words."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RoleGrant, User
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied
from comments.models import Comment
from organisation.models import Unit


def moderate(user: User) -> Verdict:
    """See the queue and decide. A moderator of any unit: there is one public paper."""
    if user.is_authenticated and user.is_active and (user.is_superuser or _is_moderator(user)):
        return ALLOWED
    return denied(_("Only moderators decide about comments."))


def approve(user: User, comment: Comment) -> Verdict:
    """Show this comment to readers: an official reply needs a second pair of eyes."""
    if comment.written_by_id == user.pk:
        return denied(_("An official reply is approved by somebody else than its writer."))
    return moderate(user)


def answering_units(user: User) -> QuerySet[Unit]:
    """Units in whose name somebody may answer readers."""
    return Unit.objects.visible_to(user, Role.MODERATOR).filter(dissolved_on=None)


def _is_moderator(user: User) -> bool:
    """Asked once for each user object, which lives as long as its request."""
    if "_is_moderator" not in user.__dict__:
        grants = RoleGrant.objects.in_force(timezone.localdate()).of(user, Role.MODERATOR)
        user.__dict__["_is_moderator"] = grants.exists()
    return user.__dict__["_is_moderator"]


def see_addresses(user: User) -> Verdict:
    """See readers' addresses and answer requests about personal data: the data officer alone."""
    if user.is_authenticated and user.is_active:
        if "_is_data_officer" not in user.__dict__:
            grants = RoleGrant.objects.in_force(timezone.localdate()).of(user, Role.DATA_OFFICER)
            user.__dict__["_is_data_officer"] = grants.exists()
        if user.__dict__["_is_data_officer"]:
            return ALLOWED
    return denied(_("Only the data protection officer sees readers' addresses."))
