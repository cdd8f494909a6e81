"""What the newsroom types."""

from articles.forms.article import ArticleForm, field_values, loose_snapshot, posted_values
from articles.forms.editor import EditorWidget
from articles.forms.library import PhotoFileField, PhotoForm
from articles.forms.taxonomy import MergeForm, NameForm, SectionForm, TagForm, TagsInput

__all__ = [
    "ArticleForm",
    "EditorWidget",
    "MergeForm",
    "NameForm",
    "PhotoFileField",
    "PhotoForm",
    "SectionForm",
    "TagForm",
    "TagsInput",
    "field_values",
    "loose_snapshot",
    "posted_values",
]
