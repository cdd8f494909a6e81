"""Who may write, edit and publish the news."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RoleGrant, User
from articles.models import Article, Photo
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied


def _holds(user: User, *roles: str) -> bool:
    """A role of the newsroom counts at whatever unit it was granted: there is one newsroom.

    Asked once for each user object, which lives as long as its request: the admin asks often.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    if "_newsroom_roles" not in user.__dict__:
        grants = RoleGrant.objects.in_force(timezone.localdate()).of(
            user, Role.REPORTER, Role.EDITOR
        )
        user.__dict__["_newsroom_roles"] = set(grants.values_list("role", flat=True))
    return not user.__dict__["_newsroom_roles"].isdisjoint(roles)


def write(user: User) -> Verdict:
    """See the newsroom, start an article, add a photo."""
    if _holds(user, Role.REPORTER, Role.EDITOR):
        return ALLOWED
    return denied(_("Only reporters and editors write articles."))


def edit(user: User, article: Article) -> Verdict:
    """Change the words of an article: editors all of them, reporters their own drafts."""
    if _holds(user, Role.EDITOR):
        return ALLOWED
    if not _holds(user, Role.REPORTER):
        return denied(_("Only reporters and editors write articles."))
    if article.created_by_id != user.pk:
        return denied(_("This article belongs to a colleague; only editors change it."))
    if article.state != Article.State.DRAFT:
        return denied(_("This article is no longer a draft; only editors change it."))
    return ALLOWED


def publish(user: User) -> Verdict:
    """Put articles before the readers and take them away again; also sections and tags."""
    if _holds(user, Role.EDITOR):
        return ALLOWED
    return denied(_("Only editors publish and withdraw articles."))


def edit_photo(user: User, photo: Photo) -> Verdict:
    """Change the caption of a photo: editors all of them, reporters their own."""
    if _holds(user, Role.EDITOR):
        return ALLOWED
    if photo.uploaded_by_id == user.pk and write(user):
        return ALLOWED
    return denied(_("Only editors change the captions of other people's photos."))
