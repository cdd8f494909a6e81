"""The pages about the paper itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.forms.editor import EditorWidget
from articles.models import InfoPage
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.html import clean, has_content


class InfoPageForm(forms.ModelForm):
    """A page as the newsroom writes it: with the editor of the articles and cleaned like them."""

    class Meta:
        model = InfoPage
        fields = ["title", "slug", "body", "position", "is_in_foot"]
        field_classes = {"title": TidyCharField}
        widgets = {"body": EditorWidget}

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"])
        if not has_content(body):
            raise ValidationError(_("The text of the page is missing."))
        return body
