"""The shape of an uploaded Word template."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib import wordtemplate
from branch_portal.lib.text import exact
from meetings.documents import templates
from meetings.models import PaperTemplate

# "bảo mật" is about locks, not about secrets of the state.
_SECRET = re.compile(r"(?<!bảo )(?<!\w)mật(?!\w)|tuyet[ -]?mat|toi[ -]?mat")


def is_marked_secret(file_name: str) -> bool:
    """Does the name of a file say Mật, Tối mật or Tuyệt mật?"""
    return bool(_SECRET.search(exact(file_name).replace("_", " ")))


class PaperTemplateForm(forms.Form):
    """Judges the file as well: `content` is what may be stored."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"), choices=PaperTemplate.Kind)
    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        max_length=200,
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,"
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        ),
    )
    is_not_secret = forms.BooleanField(
        label=gettext_lazy("This file is not on the list of state secrets."),
        error_messages={
            "required": gettext_lazy("Secret papers are never put here; confirm that it is none.")
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if is_marked_secret(file.name):
            raise forms.ValidationError(
                _("The name of the file says that it is secret. Secret papers never come here.")
            )
        if file.size > wordtemplate.LARGEST_FILE:
            limit = wordtemplate.LARGEST_FILE // wordtemplate.MEGABYTE
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB.") % {"limit": limit}
            )
        return file

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.content = data["file"].read()
            try:
                templates.judge(data["kind"], self.content)
            except wordtemplate.TemplateRefused as refused:
                self.add_error("file", str(refused))
        return data
