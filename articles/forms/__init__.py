"""What the newsroom types."""

from articles.forms.article import ArticleForm, copy_values, loose_snapshot, posted_values
from articles.forms.editor import EditorWidget
from articles.forms.info import InfoPageForm
from articles.forms.library import PhotoFileField, PhotoForm, PhotoWordsForm, TakeDownForm
from articles.forms.taxonomy import KeySelect, MergeForm, NameForm, SectionForm, TagForm, TagsInput
from articles.forms.wordimport import WordForm

__all__ = [
    "ArticleForm",
    "EditorWidget",
    "InfoPageForm",
    "KeySelect",
    "MergeForm",
    "NameForm",
    "PhotoFileField",
    "PhotoForm",
    "PhotoWordsForm",
    "SectionForm",
    "TagForm",
    "TagsInput",
    "TakeDownForm",
    "WordForm",
    "copy_values",
    "loose_snapshot",
    "posted_values",
]
