""" "Nhập từ Word": choose a file, see what was found in it, get a draft."""

import io
from base64 import b64encode
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import actions, permissions
from articles.forms import WordForm
from branch_portal.lib import images, legacy, markup, parking
from branch_portal.lib.text import tidy
from branch_portal.lib.wordfile import Picture, WordText, converted, read_word

SAMPLE = 400  # characters
ENCODINGS = {legacy.TCVN3: "TCVN3 (.VnTime)", legacy.VNI: "VNI"}


@dataclass(frozen=True)
class Seen:
    """A picture of the file as the page lists it; `problem` says why it stays behind."""

    picture: Picture
    glimpse: str = ""  # an address that holds the small picture itself
    problem: str = ""


class WordImportPages:
    """The two pages of ArticleAdmin that make a draft of a Word file."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.word_import)
        return [
            path("nhap-tu-word/", page, name="articles_article_word_import"),
            *super().get_urls(),
        ]

    def word_import(self, request: HttpRequest) -> HttpResponse:
        """Take a file; it waits while `?tep=` shows what is in it. POST there makes the draft."""
        verdict = permissions.write(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if token := request.GET.get("tep", ""):
            try:
                return self._found(request, token)
            except FileNotFoundError:
                messages.warning(
                    request, _("The file is no longer here: it waits for an hour. Choose it again.")
                )
                return HttpResponseRedirect(request.path)
        is_sent = request.method == "POST"
        form = WordForm(request.POST, request.FILES) if is_sent else WordForm()
        if is_sent and form.is_valid():
            token = parking.park(form.cleaned_data["file"], request.user.pk)
            return HttpResponseRedirect(f"{request.path}?tep={token}")
        return self._word_page(request, "word_import", form=form)

    def _found(self, request: HttpRequest, token: str) -> HttpResponse:
        word = read_word(parking.look(token, request.user.pk))
        choice = request.POST.get("choice", "")
        if request.method == "POST" and (choice in {"convert", "keep"} or not word.encoding):
            with parking.taken(token, request.user.pk):
                return self._make_draft(request, converted(word) if choice == "convert" else word)
        unicode = converted(word)
        context = {
            "word": unicode,
            "encoding": ENCODINGS.get(word.encoding),
            "before": _sample(word),
            "after": _sample(unicode),
            "letters_lost": legacy.letters_lost(unicode.raw) if word.encoding else 0,
            "loses_letters": word.encoding == legacy.TCVN3,
            "seen": [_seen(picture) for picture in unicode.pictures],
        }
        return self._word_page(request, "word_found", **context)

    def _make_draft(self, request: HttpRequest, word: WordText) -> HttpResponse:
        # Before the action: encoding takes a second a picture, and nobody must wait for the lock.
        pictures = [_prepared(picture) for picture in word.pictures]
        article = actions.import_word(word, pictures, by=request.user)
        messages.success(
            request, _("The Word file has become this draft. Read it through and complete it.")
        )
        kept = article.photo_uses.values("photo").distinct().count()
        lost = word.pictures_left_out + len({p.content for p in word.pictures}) - kept
        if lost > 0:
            messages.warning(
                request,
                ngettext(
                    "%(count)d picture could not come along.",
                    "%(count)d pictures could not come along.",
                    lost,
                )
                % {"count": lost},
            )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _word_page(self, request: HttpRequest, name: str, **context) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import from Word"),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)


def _sample(word: WordText) -> list[str]:
    """Headline, lead and the first words of the text, as far as there are any."""
    text = tidy(markup.words(markup.parse(word.html)))[:SAMPLE]
    return [part for part in (word.title, word.lead, text) if part]


def _seen(picture: Picture) -> Seen:
    try:
        small = images.glimpse(picture.content)
    except images.PhotoRefused as refused:
        return Seen(picture, problem=str(refused))
    return Seen(picture, glimpse=f"data:image/jpeg;base64,{b64encode(small).decode()}")


def _prepared(picture: Picture) -> images.Prepared | None:
    try:
        return images.read_photo(io.BytesIO(picture.content))
    except images.PhotoRefused:
        return None
