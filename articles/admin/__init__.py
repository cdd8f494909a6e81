"""The newsroom: Django's admin with the buttons of an editorial office."""

from articles.admin.article import ArticleAdmin
from articles.admin.checks import CheckRuleAdmin, WaiverAdmin
from articles.admin.desk import FrontSlotAdmin
from articles.admin.imports import ImportItemAdmin, ImportRunAdmin
from articles.admin.info import InfoPageAdmin
from articles.admin.library import PhotoAdmin
from articles.admin.taxonomy import SectionAdmin, SeriesAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "CheckRuleAdmin",
    "FrontSlotAdmin",
    "ImportItemAdmin",
    "ImportRunAdmin",
    "InfoPageAdmin",
    "PhotoAdmin",
    "SectionAdmin",
    "SeriesAdmin",
    "TagAdmin",
    "WaiverAdmin",
]
