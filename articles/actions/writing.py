"""Saving without losing a word."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles import rules
from articles.actions._rows import add_revision, drop_gone_photos, lay_down, lock, note_waiting
from articles.models import Article, Revision, SideDraft, Snapshot
from branch_portal.lib.verdicts import RuleBroken, Stale


class Clashed(Stale):
    """Two people changed the same words. `merged` holds both sides; nothing was stored."""

    def __init__(self, merged: rules.Merged, base: int, version: int, saved_by: User | None):
        names = {"name": saved_by or _("somebody")}
        super().__init__(
            _("%(name)s changed the same words while you were writing. Choose what stays.") % names
        )
        self.merged, self.base = merged, base
        self.version, self.saved_by = version, saved_by


@dataclass(frozen=True)
class Saved:
    """What a save did. `taken_over`: the fields in which somebody else's changes were kept."""

    article: Article
    is_changed: bool
    taken_over: tuple[str, ...] = ()


@transaction.atomic
def save_article(
    article: Article | None,
    snapshot: Snapshot,
    *,
    by: User | None,
    base_version: int | None = None,
    note: str = "",
    form_key: str = "",
) -> Saved:
    """Store a text as a new revision; a new article is a draft.

    What readers see does not change: on a published article the text waits for `publish_article`.
    `base_version` is the one that was edited. When newer ones exist, what only one side changed is
    joined; Clashed is raised where both changed the same words. A text that changes nothing makes
    no revision. A new article remembers the `form_key` of the form that made it: the same form sent
    again, after a double click or the way back, saves that article once more.
    """
    snapshot.tidy()
    if (article is None or article.pk is None) and form_key:
        made = Article.objects.filter(created_by=by, form_key=form_key).first()
        article, base_version = (made, 1) if made else (article, base_version)
    if article is None or article.pk is None:
        article = Article(created_by=by, state=Article.State.DRAFT, form_key=form_key)
        _store(article, snapshot, by, note)
        audit.record("article.created", article, by=by, version=article.version)
        return Saved(article, True)
    article = lock(article)
    present = Snapshot.newest(article)
    taken_over: tuple[str, ...] = ()
    if base_version is not None and base_version != article.version:
        merged = _merged(article, base_version, snapshot, present)
        snapshot, taken_over = Snapshot(**merged.values), tuple(merged.taken_over)
    if snapshot == present and article.version:
        return Saved(article, False, taken_over)
    _store(article, snapshot, by, note)
    audit.record("article.saved", article, by=by, version=article.version)
    return Saved(article, True, taken_over)


def _merged(article: Article, base_version: int, mine: Snapshot, present: Snapshot) -> rules.Merged:
    base = Revision.objects.filter(article=article, number=base_version).first()
    if base is None:
        raise RuleBroken(_("This form belongs to another article. Open the article again."))
    before = Snapshot.read(base.snapshot)
    merged = rules.merge_snapshots(vars(before), vars(mine), vars(present))
    if merged.clashes:
        raise Clashed(merged, base_version, article.version, article.changed_by)
    return merged


def _store(article: Article, snapshot: Snapshot, by: User | None, note: str) -> None:
    drop_gone_photos(snapshot)
    article.version += 1
    article.changed_by = by
    if article.step == Article.State.APPROVED:
        # The approval was for another text.
        _set_step(article, Article.State.IN_REVIEW)
    if article.is_cleared:
        article.pending = article.pending or Article.State.DRAFT
        article.save(update_fields=["version", "pending", "changed_by", "changed_at"])
        note_waiting(article, snapshot)
    else:
        lay_down(article, snapshot)
    add_revision(article, snapshot, by, note)


def _set_step(article: Article, step: str) -> None:
    if article.is_cleared:
        article.pending = step
    else:
        article.state = step


@transaction.atomic
def restore_revision(revision: Revision, *, by: User | None) -> Article:
    """Make an older text the newest one, as a new revision; nothing is taken away.

    On a published article it waits like every other change. Raises RuleBroken when it is the
    newest text already.
    """
    article = lock(revision.article)
    snapshot, present = Snapshot.read(revision.snapshot), Snapshot.newest(article)
    # When it appears is not a matter of its words.
    snapshot.publish_at, snapshot.expires_at = present.publish_at, present.expires_at
    drop_gone_photos(snapshot)
    if snapshot == present:
        raise RuleBroken(_("This is the present text already."))
    note = _("Restored from version %(number)s") % {"number": revision.number}
    _store(article, snapshot, by, note)
    audit.record("article.restored", article, by=by, version=article.version, of=revision.number)
    return article


@transaction.atomic
def keep_side_draft(
    article: Article, snapshot: Snapshot, clashes: list[str], *, base_version: int, by: User
) -> SideDraft:
    """Keep the text of a save that clashed, apart from the article, for its author."""
    draft = SideDraft.objects.create(
        article=article,
        user=by,
        base_version=base_version,
        snapshot=snapshot.stored(),
        clashes=sorted(set(clashes)),
    )
    audit.record("article.side_draft_kept", article, by=by, base=base_version)
    return draft


@transaction.atomic
def put_away_side_draft(draft: SideDraft, *, by: User) -> SideDraft:
    """Say that a side draft is no longer needed; it stays in the database."""
    draft = SideDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.put_away_at is None:
        draft.put_away_at = timezone.now()
        draft.save(update_fields=["put_away_at"])
        audit.record("article.side_draft_put_away", draft.article, by=by)
    return draft
