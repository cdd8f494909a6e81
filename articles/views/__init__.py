"""The public paper and the newsroom's own addresses."""

from articles.views.editor import convert_legacy, find_articles, find_photos
from articles.views.newsroom import (
    attachment,
    autosave,
    preview,
    shared_preview,
    upload_attachment,
    upload_photo,
)
from articles.views.public import (
    archive,
    article,
    front,
    moved_article,
    rss,
    search,
    section,
    short,
    tag,
)
from articles.views.taxonomy import find_tags

__all__ = [
    "archive",
    "article",
    "attachment",
    "autosave",
    "convert_legacy",
    "find_articles",
    "find_photos",
    "find_tags",
    "front",
    "moved_article",
    "preview",
    "rss",
    "search",
    "section",
    "shared_preview",
    "short",
    "tag",
    "upload_attachment",
    "upload_photo",
]
