"""The shape of an uploaded Word template."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib import secrecy, wordtemplate
from branch_portal.lib.files import FileRefused, read_document
from meetings.documents import templates
from meetings.models import PaperTemplate


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
        if file.size > wordtemplate.LARGEST_FILE:
            limit = wordtemplate.LARGEST_FILE // wordtemplate.MEGABYTE
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB.") % {"limit": limit}
            )
        return file

    def clean(self):
        data = super().clean()
        if not self.errors:
            file = data["file"]
            self.content = file.read()
            try:
                templates.judge(data["kind"], self.content)
                secrecy.refuse_marked(read_document(file, file.name), file.name)
            except (wordtemplate.TemplateRefused, FileRefused) as refused:
                self.add_error("file", str(refused))
        return data
