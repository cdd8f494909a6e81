"""What readers can find: one row for each cleared article, and the words of all of them."""

import itertools

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from branch_portal.lib import query, termindex
from branch_portal.lib.html import plain_text
from branch_portal.lib.text import fold

_AT_ONCE = 500  # articles, or words
LONGEST_WORD = 30  # characters; of other scripts than ours a folded word may be longer


class SearchEntryQuerySet(models.QuerySet):
    def enter(self, article: Article) -> None:
        """Make the entry of an article say what readers may find; none unless it is cleared.

        Actions call it after every change of an article's words, tags, state or dates.
        """
        now = timezone.now()
        # Those that the clock has taken off, too, so that a search need not step over many.
        self.filter(Q(article=article) | Q(expires_at__lte=now)).delete()
        if article.is_cleared and not (article.expires_at and article.expires_at <= now):
            entry = self.entry_of(article, list(article.tags.values_list("pk", flat=True)))
            self.place([entry])
            entry.save(force_insert=True)
            Word.objects.learn(entry)

    def entry_of(self, article: Article, tags: list[int]) -> "SearchEntry":
        """The entry of a cleared article, not stored."""
        words = plain_text(article.body)
        shelves = termindex.shelf_tokens(article.publish_at)
        filters = " ".join([section_token(article.section_id), *map(tag_token, tags), *shelves])
        parts = (article.headline, article.lead, words, article.author_name)
        return SearchEntry(
            key=termindex.key_of(article.publish_at, article.pk),
            article=article,
            publish_at=article.publish_at,
            expires_at=article.expires_at,
            filters=filters,
            words=words,
            terms=" ".join([filters, *query.tokens(*parts)]),
        )

    def rebuild(self) -> int:
        """Enter all cleared articles anew, and say how many; for whoever changed what words are."""
        now = timezone.now()
        self.all().delete()
        cleared = Article.objects.filter(state=Article.State.PUBLISHED).unexpired(now)
        rows = cleared.order_by("pk").prefetch_related("tags").iterator(chunk_size=_AT_ONCE)
        number = 0
        while some := list(itertools.islice(rows, _AT_ONCE)):
            entries = [self.entry_of(row, [tag.pk for tag in row.tags.all()]) for row in some]
            self.place(entries)
            self.bulk_create(entries)
            Word.objects.learn(*entries)
            number += len(entries)
        return number

    def place(self, entries: list["SearchEntry"]) -> None:
        """Give each a key of its own; whoever gives way counts as a minute older."""
        keys = [entry.key for entry in entries]
        taken = set(self.filter(pk__in=keys).values_list("pk", flat=True))
        for entry in entries:
            while entry.key in taken:
                entry.key += termindex.SLOTS
                if self.filter(pk=entry.key).exists():
                    taken.add(entry.key)
            taken.add(entry.key)


def section_token(key: int) -> str:
    return f"~s{key}"


def tag_token(key: int) -> str:
    return f"~t{key}"


class SearchEntry(models.Model):
    """An article in the index of the public search; see lib/termindex.

    Only what was cleared for readers stands here, so no draft can be found, counted or guessed at.
    A date ahead is in the key, which a search bounds.
    """

    # Always given. A field of another kind would not be the row's own number on SQLite.
    key = models.BigAutoField(primary_key=True)
    article = models.OneToOneField(Article, models.CASCADE, related_name="search_entry")
    publish_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    filters = models.TextField(help_text="Tokens of section, tags, month and year.")
    words = models.TextField(help_text="The text as it is read, for excerpts.")
    terms = models.TextField(help_text="The filters, and everything to look for.")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("article in the search")
        verbose_name_plural = _("articles in the search")
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="search_entry_ending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}"


class WordQuerySet(models.QuerySet):
    def learn(self, *entries: SearchEntry) -> None:
        """Add the words of these entries to those already known."""
        tokens = {token for entry in entries for token in entry.terms.split(" ") if is_word(token)}
        words = sorted({token.removeprefix(query.SIGN["marks"]) for token in tokens})
        for start in range(0, len(words), _AT_ONCE):
            some = words[start : start + _AT_ONCE]
            known = set(self.filter(text__in=some).values_list("text", flat=True))
            new = [Word(text=word, folded=fold(word)) for word in some if word not in known]
            self.bulk_create(
                (word for word in new if len(word.folded) <= LONGEST_WORD), ignore_conflicts=True
            )


def is_word(token: str) -> bool:
    """Is this token a word that a suggestion may consist of?"""
    return token.removeprefix(query.SIGN["marks"]).isalpha() and len(token) > 1


class Word(models.Model):
    """A word that stood in some cleared text, with its marks; for “did you mean”.

    Words stay when an article is withdrawn: a suggestion is shown only after the index has found it
    in an article that readers see at that moment.
    """

    text = models.CharField(max_length=LONGEST_WORD, unique=True)
    folded = models.CharField(max_length=LONGEST_WORD, db_index=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.text
