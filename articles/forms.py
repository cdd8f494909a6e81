"""What the newsroom types."""

import datetime as dt
import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_ckeditor_5.widgets import CKEditor5Widget

from articles.models import YEARS, Article, Photo
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.html import clean, plain_text
from branch_portal.lib.images import PhotoRefused, Prepared, read_photo
from branch_portal.lib.text import fold, slugify, tidy
from branch_portal.lib.verdicts import RuleBroken

MOST_TAGS = 20
LONGEST_TAG = 60  # characters
_KEY = re.compile(r"[0-9]{1,18}")
ACCEPTED = {"accept": "image/jpeg,image/png,image/webp"}


class EditorWidget(CKEditor5Widget):
    """The rich-text editor with our own build of the script; see static/vendor/ckeditor5."""

    def __init__(self, attrs=None):
        super().__init__(config_name="article", attrs=attrs)

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["vendor/ckeditor5/ckeditor5.css", "css/editor.css"]},
            js=[
                "vendor/ckeditor5/ckeditor5.umd.js",
                "vendor/ckeditor5/translations/vi.umd.js",
                "js/editor.js",
            ],
        )


class PhotoSelect(AutocompleteSelect):
    """The admin's search for a photo, which does not ask the database for what is no key."""

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if _KEY.fullmatch(str(key))]
        return super().optgroups(name, keys, attr)


class PhotoFileField(forms.FileField):
    """A picture, judged by its content; cleaned, it is ready to be stored."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.update(ACCEPTED)

    def clean(self, data, initial=None) -> Prepared | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_photo(file)
        except PhotoRefused as refused:
            raise ValidationError(str(refused), code="photo") from refused


class ArticleForm(forms.ModelForm):
    """An article with its photo and tags on one page."""

    tag_names = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy("Parted by commas. Known tags are suggested while you type."),
        widget=forms.TextInput(
            attrs={"list": "tag-names", "class": "vTextField", "autocomplete": "off"}
        ),
    )
    photo_file = PhotoFileField(
        label=gettext_lazy("Or a new photo"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 15 MB."),
    )
    photo_caption = TidyCharField(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    photo_credit = TidyCharField(
        label=gettext_lazy("Photographer"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    photo_alt = TidyCharField(
        label=gettext_lazy("Description for those who cannot see it"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    edited_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # Set by the admin when the action refused what the form had let through.
    broken_rule: RuleBroken | None = None

    class Meta:
        model = Article
        fields = [
            "section",
            "kicker",
            "headline",
            "lead",
            "body",
            "author_name",
            "photo",
            "publish_at",
            "comments_open",
        ]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField headline"}),
            "lead": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
            "body": EditorWidget,
        }
        field_classes = dict.fromkeys(["kicker", "headline", "lead", "author_name"], TidyCharField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["edited_version"] = self.instance.version
            self.initial["tag_names"] = ", ".join(self.instance.tags.values_list("name", flat=True))
        self._explain_date(self.fields["publish_at"])

    def _explain_date(self, field: forms.Field) -> None:
        field.help_text = _(
            "Day and hour, such as 10/01/2022 08:30. Empty: the moment of publishing. A moment "
            "ahead: the article appears by itself at that time."
        )
        no_day = _("This day is not in the calendar. Write it like 10/01/2022.")
        no_hour = _("Write the hour too, like 08:30.")
        field.error_messages |= {"invalid_date": no_day, "invalid_time": no_hour}
        for part, sentence in zip(getattr(field, "fields", ()), (no_day, no_hour), strict=False):
            part.error_messages["invalid"] = sentence

    def clean_headline(self) -> str:
        return self.cleaned_data["headline"].replace("\n", " ")

    def clean_publish_at(self) -> dt.datetime | None:
        moment = self.cleaned_data["publish_at"]
        if moment and moment.year not in YEARS:
            raise ValidationError(
                _("The year lies between %(first)s and %(last)s.")
                % {"first": YEARS[0], "last": YEARS[-1]}
            )
        return moment

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"])
        if not plain_text(body) and "<img" not in body:
            raise ValidationError(_("The text of the article is missing."), code="required")
        return body

    def clean_tag_names(self) -> list[str]:
        names = [tidy(name) for name in self.cleaned_data["tag_names"].split(",")]
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
        return names

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("edited_version") != self.instance.version:
            self.add_error(None, self._stale())
        elif self.broken_rule:
            self.add_error(self.broken_rule.field, str(self.broken_rule))
        is_published = self.instance.state == Article.State.PUBLISHED
        if is_published and not cleaned.get("publish_at") and "publish_at" not in self.errors:
            self.add_error("publish_at", _("A published article has a date."))
        if self.errors and cleaned.get("photo_file"):
            self.add_error(
                "photo_file",
                _("The photo itself is fine, but please choose it again: browsers do not keep it."),
            )
        return cleaned

    def _stale(self) -> str:
        saved = timezone.localtime(self.instance.changed_at)
        return format_html(
            _(
                "Somebody saved a newer version of this article at {} while you were writing. "
                "Your words are still in the fields below, but they are not saved. "
                '<a href="{}" target="_blank">Open the newer version in another tab</a> and carry '
                "over what should stay."
            ),
            f"{saved:%H:%M, %d/%m/%Y}",
            "?",
        )

    @property
    def about_photo(self) -> dict[str, str]:
        """The words that belong to a photo that arrives with this form."""
        return {
            "caption": self.cleaned_data["photo_caption"],
            "credit": self.cleaned_data["photo_credit"],
            "alt": self.cleaned_data["photo_alt"],
        }


class NameForm(forms.ModelForm):
    """A section or a tag: its name is tidied before its length is judged."""

    class Meta:
        field_classes = {"name": TidyCharField}


class PhotoForm(forms.ModelForm):
    """A photo of the library; its picture is chosen once, its words may change."""

    upload = PhotoFileField(
        label=gettext_lazy("Picture"), help_text=gettext_lazy("JPEG, PNG or WebP, at most 15 MB.")
    )

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt"]
        field_classes = dict.fromkeys(fields, TidyCharField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)
