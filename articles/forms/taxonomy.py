"""Sections, tags and series."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleGrant
from articles.models import Section, Tag
from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.text import fold

NEWSROOM_ROLES = ["reporter", "editor", "publisher"]


class TagsInput(AdminTextInputWidget):
    """Names of tags parted by commas; `static/js/tags.js` suggests the last one."""

    def __init__(self, attrs=None):
        address = reverse_lazy("articles:find_tags")
        super().__init__({"data-tags": address, "autocomplete": "off"} | (attrs or {}))

    class Media:
        css = {"all": ["css/newsroom/tags.css"]}
        js = ["js/tags.js"]


class NameForm(forms.ModelForm):
    """A section, a tag or a series: its name is tidied before its length is judged."""

    class Meta:
        field_classes = {"name": TidyCharField}


def _is_key(value) -> bool:
    return str(value).isdecimal() and len(str(value)) < 19


class RowChoice(forms.ModelChoiceField):
    """A row of the same table as the form's own, which is fetched by its key already."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        row = self.queryset.filter(pk=value).first() if _is_key(value) else None
        if row is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return row


class KeySelect(AutocompleteSelect):
    """The admin's search for a row, which does not ask the database for what is no key."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if _is_key(key)], attr)


class GrantsChoice(forms.ModelMultipleChoiceField):
    """Roles of the newsroom, by the person who holds them: "Thu Hằng – Biên tập viên"."""

    def clean(self, value):
        if not all(map(_is_key, value or [])):
            raise ValidationError(_("One of these roles does not exist. Choose again."))
        return super().clean(value)

    def label_from_instance(self, grant: RoleGrant) -> str:
        label = f"{grant.user} – {grant.get_role_display()}"
        return f"{label}, {_('until')} {grant.ends_on:%d/%m/%Y}" if grant.ends_on else label


class SectionForm(NameForm):
    """A section: its place and the roles that are limited to it."""

    class Meta:
        field_classes = NameForm.Meta.field_classes | {"parent": RowChoice}

    grants = GrantsChoice(
        label=gettext_lazy("Roles limited to this section"),
        queryset=RoleGrant.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Whoever is chosen in a section works only in the sections where they are chosen and "
            "in their parts. A role that is chosen nowhere counts in all sections."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        chosen = Q(sections=self.instance.pk) if self.instance.pk else Q(pk=None)
        in_time = Q(ends_on=None) | Q(ends_on__gte=today)
        grants = RoleGrant.objects.filter(in_time | chosen, role__in=NEWSROOM_ROLES).distinct()
        if "grants" in self.fields:
            self.fields["grants"].queryset = grants.select_related("user").order_by(
                "user__full_name", "role"
            )
        if "parent" in self.fields:
            self.fields["parent"].queryset = Section.objects.top().exclude(pk=self.instance.pk)
            self.fields["parent"].empty_label = _("– a section of the first level –")


class TagForm(NameForm):
    """A new tag, a tag of its own, or one more name of another one."""

    class Meta:
        field_classes = NameForm.Meta.field_classes | {"alias_of": RowChoice}
        help_texts = {
            "alias_of": gettext_lazy(
                "Whoever types this name gets that tag, and this address leads there."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "alias_of" in self.fields:
            self.fields["alias_of"].empty_label = _("– a tag of its own –")


class MergeForm(forms.Form):
    """Into which tag others are merged; typed by name, another name of it will do."""

    into = TidyCharField(
        label=gettext_lazy("Merge into the tag"),
        max_length=60,
        widget=TagsInput({"data-single": "1"}),
        help_text=gettext_lazy("Type the name of the tag that stays."),
    )

    def clean_into(self) -> Tag:
        tags = Tag.objects.filter(folded=fold(self.cleaned_data["into"]))
        tag = tags.select_related("alias_of").first()
        if tag is None:
            raise ValidationError(_("There is no tag of this name yet."))
        return tag.alias_of or tag
