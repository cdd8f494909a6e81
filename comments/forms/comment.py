"""What a reader sends."""

import time
from collections.abc import Mapping
from typing import Self

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from branch_portal.lib.text import inert, is_seen, length, storable, tidy, undamaged
from comments.forms.names import is_reserved
from comments.models import LONGEST_NAME, LONGEST_TEXT, SHORTEST_TEXT, Comment

# Whoever changes the wording changes the version: it is stored with every consent.
CONSENT_VERSION = "2026-11"
CONSENT = gettext_lazy(
    "I agree that the editorial board stores my name, my comment and my e-mail address, and "
    "publishes the name and the comment"
)
# Code points of one character: Vietnamese needs three at most, families of emoji more.
MARKS_OF_ONE = 4
# A page is kept for an hour at most, and people leave it open in a tab over a weekend's days.
TOKEN_LIVES = (1 + 48) * 60 * 60  # seconds
_TOKEN = "comments.form"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class CommentForm(forms.Form):
    """A reader's comment on an article. `link` is bait for programs: people do not see it.

    `token` proves that the sender saw a page of this article. It is the same for all readers, so
    it stands in cached pages; what is typed is never lost for want of one.
    """

    author_name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Your name or a nickname; it is shown with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": LONGEST_NAME * 2}),
        error_messages={"required": gettext_lazy("Please write your name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254}),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address."),
            "required": gettext_lazy("Please write your e-mail address."),
        },
    )
    wants_mail = forms.BooleanField(
        label=gettext_lazy("Tell me by e-mail what becomes of it"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("At most 3,000 characters. Addresses of pages do not become links."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write your comment.")},
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={
            "required": gettext_lazy("We need your consent: please tick this box to agree.")
        },
    )
    link = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        article: Article,
        parent: Comment | None = None,
    ):
        self.article, self.parent = article, parent
        self._damaged: set[str] = set()
        super().__init__(
            None if data is None else self._undamaged(data),
            auto_id="y-kien-%s",
            use_required_attribute=False,
        )
        email = self.fields["email"]
        email.required = settings.COMMENT_EMAIL_REQUIRED
        email.help_text = (
            _("Needed to answer you; never shown.")
            if email.required
            else _("Not required, never shown. Only needed if you want an answer.")
        )

    @classmethod
    def blank(cls, article: Article, parent: Comment | None = None) -> Self:
        """The form as it stands under the article, the same for everybody."""
        return cls(article=article, parent=parent)

    def _undamaged(self, data: Mapping) -> dict:
        """What was sent, without what cannot even be shown again. Of several values the last."""
        names = [name for name in (*self.base_fields, "token") if name in data]
        kept = {name: undamaged(data[name]) for name in names}
        self._damaged = {name for name in names if kept[name] != data[name]}
        return kept

    # --- The token ---

    @property
    def token(self) -> str:
        """A fresh token for this article."""
        return signing.dumps([self.article.pk, CONSENT_VERSION], salt=_TOKEN)

    @property
    def token_age(self) -> int | None:
        """Seconds since the page was made; None without a token of this article, or an old one."""
        token = self.data.get("token", "")
        try:
            told = signing.loads(token, salt=_TOKEN, max_age=TOKEN_LIVES)
        except signing.BadSignature:
            return None
        if told != [self.article.pk, CONSENT_VERSION]:
            return None
        return int(time.time()) - signing.b62_decode(token.split(":")[1])

    @property
    def words(self) -> dict:
        """What makes two comments the same."""
        names = ("author_name", "text", "email")
        return {name: self.cleaned_data[name] for name in names} | {"parent": self.parent}

    @property
    def took_the_bait(self) -> bool:
        """The hidden field was filled in: by a program, or by a browser that means well."""
        return bool(self.data.get("link"))

    @property
    def hidden_words(self) -> list[tuple[str, str]]:
        """What was typed, to be sent once more from another page: names and values."""
        ticks = [name for name in ("consent", "wants_mail") if self.cleaned_data[name]]
        typed = ("author_name", "email", "text", "link")
        words = [(name, self.cleaned_data[name]) for name in typed if self.cleaned_data[name]]
        return words + [(name, "on") for name in ticks]

    # --- What is wrong with it ---

    def clean_author_name(self) -> str:
        name = " ".join(storable(self.cleaned_data["author_name"]).split())
        self._demand_undamaged("author_name")
        if not is_seen(name):
            raise ValidationError(_("Please write your name."))
        if length(name) > LONGEST_NAME:
            raise ValidationError(
                _("A name has at most %(most)s characters.") % {"most": LONGEST_NAME}
            )
        self._demand_plain(name, LONGEST_NAME)
        if is_reserved(name):
            raise ValidationError(
                _(
                    "This name looks like that of an office or of the editorial board. Please "
                    "write your own name or a nickname; your position may stand in the comment."
                )
            )
        return name

    def clean_email(self) -> str:
        self._demand_undamaged("email")
        return tidy(self.cleaned_data["email"])

    def clean_text(self) -> str:
        text = storable(self.cleaned_data["text"])
        self._demand_undamaged("text")
        if not is_seen(text):
            raise ValidationError(_("Please write your comment."))
        number = length(text)
        if number < SHORTEST_TEXT:
            raise ValidationError(
                _("A comment has at least %(least)s characters.") % {"least": SHORTEST_TEXT}
            )
        if number > LONGEST_TEXT:
            raise ValidationError(
                _(
                    "Your comment has %(length)s characters; at most %(most)s are possible. "
                    "Please shorten it."
                )
                % {"length": _dotted(number), "most": _dotted(LONGEST_TEXT)}
            )
        self._demand_plain(text, LONGEST_TEXT)
        return text

    def clean(self) -> dict:
        wants, email = self.cleaned_data.get("wants_mail"), self.cleaned_data.get("email")
        if wants and not email and "email" not in self.errors:
            self.add_error(
                "email", _("To be told by e-mail, write your address; or untick that box.")
            )
        return self.cleaned_data

    def _demand_undamaged(self, name: str) -> None:
        if name in self._damaged:
            raise ValidationError(
                _("There were control characters in it. We took them out: please look again.")
            )

    def _demand_plain(self, text: str, characters: int) -> None:
        if len(text) > characters * MARKS_OF_ONE or len(inert(text)) * 2 < len(text):
            raise ValidationError(
                _("There are too many marks or hidden characters in it. Please write plainly.")
            )
