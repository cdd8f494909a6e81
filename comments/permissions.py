"""Who may decide about readers' words."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RoleGrant, User
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied


def moderate(user: User) -> Verdict:
    """See the queue and decide. A moderator of any unit: there is one public paper."""
    if user.is_authenticated and user.is_active and (user.is_superuser or _is_moderator(user)):
        return ALLOWED
    return denied(_("Only moderators decide about comments."))


def _is_moderator(user: User) -> bool:
    """Asked once for each user object, which lives as long as its request."""
    if "_is_moderator" not in user.__dict__:
        grants = RoleGrant.objects.in_force(timezone.localdate()).of(user, Role.MODERATOR)
        user.__dict__["_is_moderator"] = grants.exists()
    return user.__dict__["_is_moderator"]
