"""The public paper and the newsroom's own addresses."""

from articles.views.cards import card
from articles.views.editor import convert_legacy, find_articles, find_photos
from articles.views.info import info
from articles.views.lists import (
    archive,
    archive_day,
    archive_year,
    archive_years,
    author,
    photo_stories,
    section,
    series,
    series_list,
    tag,
)
from articles.views.newsroom import (
    attachment,
    autosave,
    preview,
    shared_preview,
    upload_attachment,
    upload_photo,
)
from articles.views.public import (
    article,
    front,
    moved_article,
    short,
)
from articles.views.reading import read
from articles.views.search import search
from articles.views.taxonomy import find_tags

__all__ = [
    "archive",
    "archive_day",
    "archive_year",
    "archive_years",
    "article",
    "attachment",
    "author",
    "autosave",
    "card",
    "convert_legacy",
    "find_articles",
    "find_photos",
    "find_tags",
    "front",
    "info",
    "moved_article",
    "photo_stories",
    "preview",
    "read",
    "search",
    "section",
    "series",
    "series_list",
    "shared_preview",
    "short",
    "tag",
    "upload_attachment",
    "upload_photo",
]
