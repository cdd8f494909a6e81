"""The rich-text editor as a form field shows it."""

from django import forms
from django.urls import reverse
from django_ckeditor_5.widgets import CKEditor5Widget

# Each needs `base`; the script of the editor itself needs all of them.
PARTS = ["base", "formats", "links", "photos", "paste"]
# What the parts ask: the names of the views, read by the script as data-find-photos and so on.
ASKED = ["find_photos", "find_articles", "convert_legacy", "upload_attachment"]


class EditorWidget(CKEditor5Widget):
    """The rich-text editor with our own build of the script; see static/vendor/ckeditor5."""

    def __init__(self, attrs=None):
        super().__init__(config_name="article", attrs=attrs)

    def build_attrs(self, base_attrs, extra_attrs=None) -> dict:
        addresses = {
            f"data-{name.replace('_', '-')}": reverse(f"articles:{name}") for name in ASKED
        }
        return super().build_attrs(base_attrs, extra_attrs) | addresses

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["vendor/ckeditor5/ckeditor5.css", "css/editor.css"]},
            js=[
                "vendor/ckeditor5/ckeditor5.umd.js",
                "vendor/ckeditor5/translations/vi.umd.js",
                *(f"js/editor/{part}.js" for part in PARTS),
                "js/editor.js",
            ],
        )
