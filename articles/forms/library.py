"""Photos as people bring and describe them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from articles.models import Photo
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.images import PhotoRefused, Prepared, read_photo

ACCEPTED = {"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}


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


class PhotoForm(forms.ModelForm):
    """A photo of the library; its picture is chosen once, its words may change."""

    upload = PhotoFileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG, WebP or HEIC, at most 15 MB."),
    )

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt"]
        field_classes = dict.fromkeys(fields, TidyCharField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)
