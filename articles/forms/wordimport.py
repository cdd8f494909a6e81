"""The Word file that somebody brings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from branch_portal.lib.wordfile import WordRefused, read_word


class WordForm(forms.Form):
    """One .docx, judged by its content. The field keeps the file as it was sent."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        help_text=gettext_lazy("A .docx of at most 30 MB, with its pictures inside."),
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document"
            }
        ),
        error_messages={
            "required": gettext_lazy("Choose a Word file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self):
        """The file itself, rewound; a sentence beside the field when it is no Word file."""
        file = self.cleaned_data["file"]
        try:
            read_word(file)
        except WordRefused as refused:
            raise ValidationError(str(refused), code="word") from refused
        file.seek(0)
        return file
