"""Fields that hold a list of rows: photos, files, articles, people. Scripts draw them."""

import json
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Attachment, Photo
from branch_portal.lib.text import fold, slugify, tidy

MOST_ROWS = 60
MOST_TAGS, LONGEST_TAG = 20, 60
MOST_AUTHORS, LONGEST_NAME = 8, 80
_WORDS = ("caption", "alt")  # of a photo in an article
_ACCOUNT = re.compile(r"(.*?)\s*\(@([\w.@+-]{1,150})\)")


class RowsField(forms.CharField):
    """A JSON list in a hidden field; `static/js/newsroom/rows.js` shows it as cards.

    Rows that do not look like rows are an error of the page, not of the person.
    """

    model = None

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.HiddenInput(attrs={"data-rows": self.kind}), **kwargs)

    @property
    def kind(self) -> str:
        return type(self).__name__.removesuffix("Field").lower()

    def clean(self, value) -> list:
        text = super().clean(value) or "[]"
        try:
            rows = json.loads(text)
            if not isinstance(rows, list):
                raise ValueError
            keys = [self._key(row) for row in rows]
        except (ValueError, RecursionError):
            raise ValidationError(
                _("The list did not arrive whole. Load the page again.")
            ) from None
        if len(keys) > MOST_ROWS:
            raise ValidationError(_("At most %(most)s entries.") % {"most": MOST_ROWS})
        known = set(self.rows_of(keys).values_list("pk", flat=True))
        if missing := [key for key in keys if key not in known]:
            raise ValidationError(
                _("One of the entries no longer exists (number %(key)s). Take it out.")
                % {"key": missing[0]}
            )
        return [self.value(row) for row in rows]

    def _key(self, row) -> int:
        if type(row) is not int or not 0 < row < 2**62:  # True is an int too
            raise ValueError
        return row

    def rows_of(self, keys: list[int]):
        return self.model.objects.filter(pk__in=keys)

    def value(self, row):
        return self._key(row)


class PhotosField(RowsField):
    """[{"photo": key, "caption": text, "alt": text}], the leading one first."""

    model = Photo

    def rows_of(self, keys: list[int]):
        return Photo.objects.usable().filter(pk__in=keys)

    def _key(self, row) -> int:
        if not isinstance(row, dict) or not {type(row.get(w, "")) for w in _WORDS} == {str}:
            raise ValueError
        return super()._key(row.get("photo"))

    def value(self, row) -> dict:
        caption, alt = (tidy(row.get(name, "")) for name in _WORDS)
        if len(caption) > 300 or len(alt) > 200:
            raise ValidationError(
                _("A caption has at most 300 characters, a description at most 200.")
            )
        return {"photo": self._key(row), "caption": caption, "alt": alt}


class AttachmentsField(RowsField):
    model = Attachment


class ArticlesField(RowsField):
    model = Article


class TagsField(forms.CharField):
    """Names parted by commas."""

    def clean(self, value) -> list[str]:
        names = [tidy(name) for name in (super().clean(value) or "").split(",")]
        names = [name for name in names if name]
        if len(names) > MOST_TAGS:
            raise ValidationError(_("At most %(most)s tags.") % {"most": MOST_TAGS})
        for name in names:
            if max(len(name), len(fold(name))) > LONGEST_TAG:
                raise ValidationError(
                    _("A tag has at most %(most)s characters: “%(tag)s”. Are commas missing?")
                    % {"most": LONGEST_TAG, "tag": name}
                )
            if not slugify(name):
                raise ValidationError(_("A tag needs letters: “%(tag)s”.") % {"tag": name})
        return sorted({fold(name): name for name in reversed(names)}.values())


class AuthorsField(forms.CharField):
    """Names parted by commas; "Thu Nhàn (@thunhan)" is somebody with an account."""

    def clean(self, value) -> list[dict]:
        parts = [tidy(part) for part in (super().clean(value) or "").split(",")]
        parts = [part for part in parts if part]
        if len(parts) > MOST_AUTHORS:
            raise ValidationError(_("At most %(most)s authors.") % {"most": MOST_AUTHORS})
        found = [_ACCOUNT.fullmatch(part) for part in parts]
        names = {match[2] for match in found if match}
        users = {user.username: user for user in User.objects.filter(username__in=names)}
        lines = []
        for part, match in zip(parts, found, strict=True):
            if match and match[2] not in users:
                raise ValidationError(_("There is no account @%(name)s.") % {"name": match[2]})
            user = users[match[2]] if match else None
            name = (match[1] or str(user)) if match else part
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    _("A name has at most %(most)s characters. Are commas missing?")
                    % {"most": LONGEST_NAME}
                )
            lines.append({"name": name, "user": user and user.pk})
        return lines


def authors_text(lines: list[dict]) -> str:
    """By-lines as the form shows them."""
    users = User.objects.in_bulk([line["user"] for line in lines if line.get("user")])
    return ", ".join(
        f"{line['name']} (@{users[line['user']].username})"
        if line.get("user") in users
        else line["name"]
        for line in lines
    )
