"""The article form and what its buttons do."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm, Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions, permissions
from articles.actions import Clashed
from articles.admin.bulk import BulkPages
from articles.admin.calendar import CalendarPages
from articles.admin.deeds import done_sentence
from articles.admin.formpage import form_context, reading_context, unsaved_copies
from articles.admin.history import HistoryPages
from articles.admin.lists import ListPages
from articles.admin.press import press, verdicts
from articles.admin.sharing import SharingPages
from articles.admin.wordimport import WordImportPages
from articles.forms import ArticleForm, copy_values, loose_snapshot, posted_values
from articles.models import Article, Snapshot, WorkingCopy
from articles.reports.words import state_words
from branch_portal.lib.verdicts import RuleBroken


@admin.register(Article)
class ArticleAdmin(
    HistoryPages, SharingPages, CalendarPages, WordImportPages, BulkPages, ListPages
):
    form = ArticleForm
    view_on_site = False  # the template links articles that readers see
    fieldsets = [
        (
            None,
            {"fields": ["section", "kicker", "headline", "lead", "body", "edited_version", "key"]},
        ),
        (gettext_lazy("Photos"), {"fields": ["photos"]}),
        (gettext_lazy("Authors and topics"), {"fields": ["authors", "tag_names", "series"]}),
        (
            gettext_lazy("When readers see it"),
            {"fields": ["publish_at", "expires_at", "comments_open"]},
        ),
        (
            gettext_lazy("Source, when re-posted"),
            {
                "classes": ["collapse"],
                "fields": ["source_name", "source_url", "source_published_at"],
            },
        ),
        (
            gettext_lazy("Files and related articles"),
            {"classes": ["collapse"], "fields": ["attachments", "related"]},
        ),
    ]
    reading = ["section", "kicker", "headline", "lead", "author_name", "state_shown", "publish_at"]

    class Media:
        js = [
            "js/tags.js",
            *(
                Script(f"js/newsroom/{part}.js", defer=True)
                for part in ("base", "chooser", "rows", "autosave", "preview", "form")
            ),
        ]

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if obj is None:
            return bool(permissions.write(request.user))
        return bool(permissions.edit(request.user, obj))

    def _may_edit(self, request: HttpRequest, obj: Article | None) -> bool:
        return obj is None or self.has_change_permission(request, obj)

    # --- What stands on the page ---

    def get_fieldsets(self, request: HttpRequest, obj=None):
        if self._may_edit(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": self.reading})]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [] if self._may_edit(request, obj) else self.reading

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        if not self._may_edit(request, obj):
            kwargs["form"] = ModelForm  # nothing of the writing form is on a page to read
        form = super().get_form(request, obj, change, **kwargs)
        form.broken_rule = getattr(request, "broken_rule", None)
        key = request.GET.get("copy", "")
        copy = unsaved_copies(request.user, obj).filter(key=key).first() if key else None
        form.initial_extras = copy_values(copy) if copy else {}
        request.taken_up = copy
        return form

    def render_change_form(
        self, request: HttpRequest, context, add=False, change=False, form_url="", obj=None
    ):
        if self._may_edit(request, obj):
            context |= form_context(request, context["adminform"].form, obj)
        else:
            context |= reading_context(request, obj)
        context["is_public"] = bool(obj and obj.is_public())
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, article: Article) -> str:
        return state_words(article)

    # --- What the buttons do ---

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied as denied:
            return self._words_of_the_denied(request, object_id, denied)
        except Clashed as clashed:
            # The writer's own words are kept apart; the form shows both sides.
            self._keep_aside(request, object_id, clashed)
            broken = clashed
        except RuleBroken as refused:
            # Everything is rolled back; the form comes again with what was typed and the reason.
            broken = refused
        request.broken_rule = broken
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _words_of_the_denied(
        self, request: HttpRequest, object_id: str | None, denied: PermissionDenied
    ) -> HttpResponse:
        """Somebody's right to their own text ended while they wrote: what they typed is kept."""
        article = self.get_object(request, object_id) if object_id else None
        was_own = article is not None and article.created_by_id == request.user.pk
        is_lost = was_own and not permissions.edit(request.user, article)
        if request.method != "POST" or not is_lost or not permissions.write(request.user):
            raise denied
        typed = loose_snapshot(request.POST.dict())
        if typed.body and typed != Snapshot.newest(article):
            base = request.POST.get("edited_version", "")
            version = int(base) if base.isdecimal() and len(base) < 9 else article.version
            actions.keep_side_draft(article, typed, [], base_version=version, by=request.user)
            sentence = _("This text is no longer yours to change. What you typed is kept apart.")
            messages.warning(request, sentence)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _keep_aside(self, request: HttpRequest, object_id: str, clashed: Clashed) -> None:
        article = self.get_object(request, object_id)
        mine = Snapshot(**clashed.merged.values)
        actions.keep_side_draft(
            article,
            mine,
            [clash.name for clash in clashed.merged.clashes],
            base_version=clashed.base,
            by=request.user,
        )
        typed = request.POST.copy()
        for name, value in posted_values(mine).items():
            typed[name] = value
        typed["edited_version"] = str(clashed.version)
        request.POST = typed

    def save_model(self, request: HttpRequest, obj: Article, form, change: bool) -> None:
        snapshot = form.snapshot()
        verdict = permissions.write_in(request.user, snapshot.section)
        if not verdict:
            raise RuleBroken(str(verdict.reason), "section")
        for verdict in verdicts(request, obj if change else None):
            if not verdict:
                raise PermissionDenied(verdict.reason)
        saved = actions.save_article(
            obj if change else None,
            snapshot,
            base_version=form.cleaned_data["edited_version"] if change else None,
            form_key="" if change else form.cleaned_data["key"],
            by=request.user,
        )
        article = press(request, saved.article)
        obj.__dict__.update(article.__dict__)
        obj.saved = saved
        copies = WorkingCopy.objects.filter(user=request.user)
        copies.filter(key=form.cleaned_data["key"]).delete()
        # The next page tells the browser that what it keeps of this form has arrived.
        request.session["saved_form"] = form.cleaned_data["key"]

    def save_related(self, request, form, formsets, change: bool) -> None:
        """Everything is stored by the actions."""

    def log_addition(self, request, obj, message):
        """The portal has an audit log of its own, in words of the newsroom."""

    def log_change(self, request, obj, message):
        """See log_addition."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue=None):
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Article):
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if obj.saved.taken_over:
            messages.info(
                request,
                _("A colleague's changes in the meantime were kept too. Read the text once more."),
            )
        messages.success(request, self._sentence(request, obj))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    def _sentence(self, request: HttpRequest, obj: Article) -> SafeString | str:
        sentence = done_sentence(request.POST, obj)
        if not obj.is_public():
            return sentence
        return format_html(
            '{} <a href="{}">{}</a>', sentence, obj.get_absolute_url(), _("View the article")
        )
