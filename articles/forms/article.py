"""The one form of an article."""

import datetime as dt
import json
import uuid

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextInputWidget,
    AdminURLFieldWidget,
)
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.editor import EditorWidget
from articles.forms.lists import (
    ArticlesField,
    AttachmentsField,
    AuthorsField,
    PhotosField,
    TagsField,
    authors_text,
)
from articles.forms.taxonomy import TagsInput
from articles.models import YEARS, Article, Section, Snapshot, WorkingCopy
from articles.models.snapshots import MOMENTS, PLAIN, in_iso
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.html import clean
from branch_portal.lib.verdicts import RuleBroken

GOOD_HEADLINE = 80  # characters: two lines on a phone, whole in a search engine
GOOD_LEAD = 300


class SectionChoice(forms.ModelChoiceField):
    """The sections, parts under the one they belong to."""

    def label_from_instance(self, section: Section) -> str:
        return f"— {section.name}" if section.parent_id else section.name


class ArticleForm(forms.ModelForm):
    """Everything about an article on one page. Incomplete drafts are welcome.

    `snapshot()` is what the actions store; the model's own fields are judged, never saved.
    """

    section = SectionChoice(
        label=gettext_lazy("Section"),
        required=False,
        queryset=Section.objects.none(),
        empty_label=gettext_lazy("– choose –"),
    )
    authors = AuthorsField(
        label=gettext_lazy("Authors"),
        required=False,
        help_text=gettext_lazy("Parted by commas. Colleagues are suggested while you type."),
        widget=AdminTextInputWidget(attrs={"list": "author-names", "autocomplete": "off"}),
    )
    tag_names = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy("Parted by commas. Known tags are suggested while you type."),
        widget=TagsInput(attrs={"list": "tag-names"}),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Link to the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
    )
    photos = PhotosField(label=gettext_lazy("Photos"))
    attachments = AttachmentsField(label=gettext_lazy("Attached files"))
    related = ArticlesField(label=gettext_lazy("Related articles"))
    edited_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    # Set by the admin when the action refused what the form had let through.
    broken_rule: RuleBroken | None = None
    # Values that stand above the stored ones: a working copy that is taken up again.
    initial_extras: dict = {}

    class Meta:
        model = Article
        fields = [
            "section",
            "series",
            "kicker",
            "headline",
            "lead",
            "body",
            "source_name",
            "source_url",
            "source_published_at",
            "publish_at",
            "expires_at",
            "comments_open",
        ]
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "vLargeTextField", "data-good-length": GOOD_HEADLINE}
            ),
            "lead": forms.Textarea(
                attrs={"rows": 4, "class": "vLargeTextField", "data-good-length": GOOD_LEAD}
            ),
            "body": EditorWidget,
        }
        field_classes = dict.fromkeys(["kicker", "headline", "lead", "source_name"], TidyCharField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            stored = field_values(Snapshot.newest(self.instance))
            key = f"bai-{self.instance.pk}-{uuid.uuid4().hex[:12]}"
            stored |= {"edited_version": self.instance.version, "key": key}
            self.initial = stored | self.initial_extras
        else:
            self.initial = {"key": uuid.uuid4().hex} | self.initial | self.initial_extras
        ordered = Section.objects.order_by("parent__position", "position")
        self.fields["section"].queryset = ordered
        self.fields["section"].choices = section_choices()
        for name in MOMENTS:
            self._explain_moment(self.fields[name])
        self.fields["publish_at"].help_text = _(
            "Vietnam time. Empty: the moment of publishing. A moment ahead: the article appears by "
            "itself at that time."
        )
        self.fields["expires_at"].help_text = _(
            "For notices that end: readers no longer see it from then on."
        )

    def _explain_moment(self, field: forms.Field) -> None:
        no_day = _("This day is not in the calendar. Write it like 10/01/2022.")
        no_hour = _("Write the hour too, like 08:30.")
        field.error_messages |= {"invalid_date": no_day, "invalid_time": no_hour}
        for part, sentence in zip(getattr(field, "fields", ()), (no_day, no_hour), strict=False):
            part.error_messages["invalid"] = sentence

    def clean_headline(self) -> str:
        return self.cleaned_data["headline"].replace("\n", " ")

    def clean_body(self) -> str:
        return clean(self.cleaned_data["body"])

    def _moment(self, name: str) -> dt.datetime | None:
        moment = self.cleaned_data[name]
        if moment and moment.year not in YEARS:
            raise ValidationError(
                _("The year lies between %(first)s and %(last)s.")
                % {"first": YEARS[0], "last": YEARS[-1]}
            )
        stored = self.initial.get(name)
        if moment and isinstance(stored, dt.datetime):
            # The form shows minutes; a moment that nobody touched keeps its seconds.
            return stored if moment == stored.replace(second=0, microsecond=0) else moment
        return moment

    def clean_publish_at(self) -> dt.datetime | None:
        return self._moment("publish_at")

    def clean_expires_at(self) -> dt.datetime | None:
        return self._moment("expires_at")

    def clean_source_published_at(self) -> dt.datetime | None:
        return self._moment("source_published_at")

    def clean_related(self) -> list[int]:
        return [key for key in self.cleaned_data["related"] if key != self.instance.pk]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("edited_version") is None:
            self.add_error(None, _("This form is not whole. Load the page again."))
        if self.broken_rule:
            field = self.broken_rule.field
            self.add_error(field if field in self.fields else None, str(self.broken_rule))
        is_dated = cleaned.get("publish_at") or "publish_at" in self.errors
        if self.instance.is_cleared and not is_dated:
            self.add_error("publish_at", _("A published article has a date."))
        ends, starts = cleaned.get("expires_at"), cleaned.get("publish_at")
        if ends and starts and ends <= starts:
            self.add_error("expires_at", _("The article would end before it appears."))
        if cleaned.get("source_published_at") and not cleaned.get("source_name"):
            self.add_error("source_name", _("Name the source from which this was taken."))
        return cleaned

    def _get_validation_exclusions(self):
        # Constraints of the row are judged by the actions, where the state is known.
        return super()._get_validation_exclusions() | {"state", "publish_at", "expires_at"}

    def snapshot(self) -> Snapshot:
        """What was typed, for the actions; a field that was refused has its empty value."""
        values = self.cleaned_data
        section, series = values.get("section"), values.get("series")
        empty = Snapshot()
        return Snapshot(
            **{name: values.get(name, getattr(empty, name)) for name in PLAIN},
            **{name: in_iso(values.get(name)) for name in MOMENTS},
            section=section and section.pk,
            series=series and series.pk,
            by_lines=values.get("authors", []),
            tags=values.get("tag_names", []),
            photos=values.get("photos", []),
            attachments=values.get("attachments", []),
            related=values.get("related", []),
        )


def section_choices() -> list[tuple]:
    """Sections in the order of the paper, parts under the one they belong to."""
    sections = list(Section.objects.all())
    choices = [("", _("– choose –"))]
    for top in sections:
        if top.parent_id is None:
            choices.append((top.pk, top.name))
            parts = (each for each in sections if each.parent_id == top.pk)
            choices += [(each.pk, f"— {each.name}") for each in parts]
    return choices


def field_values(snapshot: Snapshot) -> dict:
    """A snapshot as the form's initial values."""
    return {name: getattr(snapshot, name) for name in PLAIN} | {
        **{name: snapshot.moment(name) for name in MOMENTS},
        "section": snapshot.section,
        "series": snapshot.series,
        "authors": authors_text(snapshot.by_lines),
        "tag_names": ", ".join(snapshot.tags),
        "photos": json.dumps(snapshot.photos, ensure_ascii=False),
        "attachments": json.dumps(snapshot.attachments),
        "related": json.dumps(snapshot.related),
    }


def posted_values(snapshot: Snapshot) -> dict[str, str]:
    """A snapshot as a browser would send it."""
    values = field_values(snapshot)
    posted = {name: "" if value is None else str(value) for name, value in values.items()}
    posted["comments_open"] = "on" if snapshot.comments_open else ""
    for name in MOMENTS:
        del posted[name]
        moment = snapshot.moment(name)
        local = timezone.localtime(moment) if moment else None
        posted[f"{name}_0"] = f"{local:%d/%m/%Y}" if local else ""
        posted[f"{name}_1"] = f"{local:%H:%M:%S}" if local else ""
    return posted


def copy_values(copy: WorkingCopy) -> dict:
    """A working copy as initial values, letter for letter: also what would not be valid."""
    fields = copy.fields
    values = {name: fields.get(name, "") for name in (*PLAIN, *_OTHERS)}
    values["comments_open"] = "comments_open" in fields
    for name in MOMENTS:
        values[name] = [fields.get(f"{name}_0", ""), fields.get(f"{name}_1", "")]
    if copy.article_id:
        values["edited_version"] = copy.base_version
    return values | {"key": copy.key}


_OTHERS = ("section", "series", "authors", "tag_names", "photos", "attachments", "related")


def loose_snapshot(fields: dict[str, str]) -> Snapshot:
    """Read a working copy: what is valid of it; nothing is refused."""
    form = _CopyForm(fields)
    form.is_valid()
    return form.snapshot()


class _CopyForm(ArticleForm):
    """The same fields, as the admin's page sends them: moments in two parts."""

    class Meta(ArticleForm.Meta):
        field_classes = ArticleForm.Meta.field_classes | dict.fromkeys(
            MOMENTS, forms.SplitDateTimeField
        )
        widgets = ArticleForm.Meta.widgets | dict.fromkeys(MOMENTS, AdminSplitDateTime)
