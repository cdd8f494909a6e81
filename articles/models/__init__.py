"""The public news: what readers see, and what the newsroom keeps beside it."""

from articles.models.articles import (
    Article,
    AttachmentUse,
    ByLine,
    Correction,
    PhotoUse,
    RelatedArticle,
    TextBand,
)
from articles.models.checks import CheckRule, Waiver
from articles.models.desk import FrontSlot, SavedFilter
from articles.models.imports import ImportItem, ImportRun, OldAddress
from articles.models.info import InfoPage
from articles.models.library import Attachment, Photo, PhotoBand
from articles.models.listings import Listing
from articles.models.reading import Reading
from articles.models.revisions import PreviewLink, Revision, SideDraft, WorkingCopy
from articles.models.search import SearchEntry, Word
from articles.models.snapshots import Snapshot
from articles.models.taxonomy import Section, Series, Tag

YEARS = range(2000, 2101)  # in which articles are published

__all__ = [
    "YEARS",
    "Article",
    "Attachment",
    "AttachmentUse",
    "ByLine",
    "CheckRule",
    "Correction",
    "FrontSlot",
    "ImportItem",
    "ImportRun",
    "InfoPage",
    "Listing",
    "OldAddress",
    "Photo",
    "PhotoBand",
    "PhotoUse",
    "PreviewLink",
    "Reading",
    "RelatedArticle",
    "Revision",
    "SavedFilter",
    "SearchEntry",
    "Section",
    "Series",
    "SideDraft",
    "Snapshot",
    "Tag",
    "TextBand",
    "Waiver",
    "Word",
    "WorkingCopy",
]
