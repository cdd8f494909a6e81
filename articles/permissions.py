"""Who may write, edit and publish the news, and in which sections."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RoleGrant, User
from articles.models import Article, Photo, Section
from branch_portal.lib.verdicts import ALLOWED, Verdict, denied

WRITERS = (Role.REPORTER, Role.EDITOR, Role.PUBLISHER)
EDITORS = (Role.EDITOR, Role.PUBLISHER)  # who publishes also edits


def _scope(user: User) -> dict[str, set[int] | None]:
    """The newsroom roles a person holds → the sections they count in, None for all.

    The unit of a grant says nothing here: there is one newsroom. Asked once for each user object,
    which lives as long as its request: the admin asks often.
    """
    if "_newsroom" in user.__dict__:
        return user.__dict__["_newsroom"]
    found: dict[str, set[int] | None] = {}
    grants = RoleGrant.objects.in_force(timezone.localdate()).of(user, *WRITERS)
    for role, section in grants.values_list("role", "sections"):
        if section is None or found.get(role, set()) is None:
            found[role] = None
        else:
            found[role] = found.get(role, set()) | {section}
    limited = set().union(*(keys for keys in found.values() if keys))
    parts = (
        Section.objects.filter(parent__in=limited).values_list("parent", "pk") if limited else []
    )
    for parent, part in parts:
        for keys in found.values():
            if keys and parent in keys:
                keys.add(part)
    user.__dict__["_newsroom"] = found
    return found


def _holds(user: User, *roles: str, section: int | None = None) -> bool:
    """Does the person hold one of these roles, there where the article stands?

    Without a section (a list, a draft that has none yet) a role in any section is enough.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    scope = _scope(user)
    held = [scope[role] for role in roles if role in scope]
    return any(keys is None or section is None or section in keys for keys in held)


def sections_of(user: User, *roles: str) -> set[int] | None:
    """In which sections a person holds one of these roles: None for all, empty for none."""
    if user.is_superuser:
        return None
    held = [keys for role, keys in _scope(user).items() if role in roles]
    return None if None in held else set().union(*held)


def waiting_scope(user: User) -> dict[str, set[int] | None]:
    """The sections in which a person reviews and publishes, for `Article.objects.waiting_for`."""
    return {
        "review_in": sections_of(user, *EDITORS),
        "publish_in": sections_of(user, Role.PUBLISHER),
    }


def write(user: User) -> Verdict:
    """See the newsroom, start an article, add a photo."""
    if _holds(user, *WRITERS):
        return ALLOWED
    return denied(_("Only reporters and editors write articles."))


def write_in(user: User, section: int | None) -> Verdict:
    """Start an article in this section, or move one there."""
    if _holds(user, *WRITERS, section=section):
        return ALLOWED
    return denied(_("Your role does not count in this section."))


def edit(user: User, article: Article) -> Verdict:
    """Change the words of an article: editors all of them, reporters their own drafts."""
    if _holds(user, *EDITORS, section=article.section_id):
        return ALLOWED
    if not _holds(user, Role.REPORTER):
        return denied(_("Only reporters and editors write articles."))
    if article.created_by_id != user.pk:
        return denied(_("This article belongs to a colleague; only editors change it."))
    if article.state not in Article.OPEN:
        return denied(_("This article is no longer a draft; only editors change it."))
    return ALLOWED


def review(user: User, article: Article | None = None) -> Verdict:
    """Send an article back to its author with a reason."""
    if _holds(user, *EDITORS, section=article and article.section_id):
        return ALLOWED
    return denied(_("Only editors return articles to their authors."))


def publish(user: User, article: Article | None = None) -> Verdict:
    """Approve articles, put them before the readers and take them away again."""
    if _holds(user, Role.PUBLISHER, section=article and article.section_id):
        return ALLOWED
    return denied(_("Only those who publish may approve, publish and withdraw articles."))


def publish_in(user: User, section: int | None) -> Verdict:
    """Put a text before the readers in this section, which may be a new one for its article."""
    if _holds(user, Role.PUBLISHER, section=section):
        return ALLOWED
    return denied(_("Your role does not count in this section."))


def clear(user: User, article: Article) -> Verdict:
    """With the rule of four eyes: nobody approves or publishes a text of their own.

    One that a colleague approved since may be published by its author, too.
    """
    verdict = publish(user, article)
    if not verdict or not settings.FOUR_EYES:
        return verdict
    if article.approved_version == article.version and article.approved_by_id != user.pk:
        return ALLOWED
    since = article.live_version or 0
    writers = article.revisions.filter(number__gt=since).values_list("made_by", flat=True)
    if user.pk in writers or (not since and user.pk == article.created_by_id):
        return denied(_("You wrote this text; a colleague has to approve it."))
    return ALLOWED


def organise(user: User) -> Verdict:
    """Sections, tags, series, the front page, the checklist: those who publish everywhere."""
    if user.is_active and user.is_superuser:
        return ALLOWED
    if user.is_authenticated and user.is_active and _scope(user).get(Role.PUBLISHER, ()) is None:
        return ALLOWED
    return denied(_("Only those who publish in all sections arrange sections, tags and pages."))


def edit_photo(user: User, photo: Photo) -> Verdict:
    """Change the words of a photo: editors all of them, others their own until readers see them."""
    if _holds(user, *EDITORS):
        return ALLOWED
    if photo.uploaded_by_id != user.pk or not write(user):
        return denied(_("Only editors change the captions of other people's photos."))
    printed = photo.uses.filter(place__in=["shown", "text"], article__state="published")
    if printed.exists():
        return denied(_("Readers see this photo already; only editors change its words."))
    return ALLOWED


def take_down_photo(user: User) -> Verdict:
    """Take a photo out of every article at once, of all sections: who asks for it cannot wait."""
    if _holds(user, Role.PUBLISHER):
        return ALLOWED
    return denied(_("Only those who publish take photos down."))
