"""Photos as people bring and describe them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Photo
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.images import PhotoRefused, Prepared, read_photo

ACCEPTED = {"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}
TEXTS = ("caption", "credit", "alt", "rights_note")


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
            prepared = read_photo(file)
        except PhotoRefused as refused:
            raise ValidationError(str(refused), code="photo") from refused
        if Photo.objects.filter(sha256=prepared.sha256).exclude(taken_down_at=None).exists():
            raise ValidationError(_("This photo was taken down; it may not be used again."))
        return prepared


class PhotoForm(forms.ModelForm):
    """A photo of the library; its picture is chosen once, what is said of it may change."""

    upload = PhotoFileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG, WebP or HEIC, at most 25 MB."),
    )

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt", "rights", "rights_note", "focal_x", "focal_y"]
        field_classes = dict.fromkeys(TEXTS, TidyCharField)
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }
        help_texts = {
            "caption": gettext_lazy(
                "Proposed wherever the photo is used; each article may differ."
            ),
            "credit": gettext_lazy("Printed under the photo in every article."),
            "alt": gettext_lazy("Read aloud to those who cannot see: what the picture shows."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)


class PhotoWordsForm(forms.ModelForm):
    """The four fields on a card of the library; what is not sent stays as it is."""

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt", "rights"]
        field_classes = dict.fromkeys(["caption", "credit", "alt"], TidyCharField)

    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
        for name in self.fields.keys() - data.keys():
            del self.fields[name]


class TakeDownForm(forms.Form):
    """Why a photo goes, and the articles that the person was shown before."""

    reason = TidyCharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={
            "required": gettext_lazy("Say why the photo is taken down; it stays in the record.")
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> list[int]:
        keys = self.cleaned_data["seen"].split(",")
        return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
