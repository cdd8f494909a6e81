"""Changes of many articles: a page that says beforehand what will happen, then all or nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.actions import bulk
from articles.admin.lists import kept_query, require_writer
from articles.forms import bulk as forms
from branch_portal.lib.verdicts import RuleBroken


@dataclass(frozen=True)
class Deed:
    """One line of the menu under the list: its words, its form, and the words of its button."""

    label: str
    form: type[Form]
    button: str
    asks: bool = True  # does the form need an answer before there is a plan?


DEEDS = {
    "section": Deed(
        gettext_lazy("Move to another section…"), forms.BulkSectionForm, gettext_lazy("Move")
    ),
    "add_tags": Deed(gettext_lazy("Add tags…"), forms.BulkTagsForm, gettext_lazy("Add")),
    "remove_tags": Deed(
        gettext_lazy("Take tags off…"), forms.BulkUntagForm, gettext_lazy("Take off")
    ),
    "credit": Deed(
        gettext_lazy("Name the photographer…"), forms.BulkCreditForm, gettext_lazy("Write the name")
    ),
    "schedule": Deed(
        gettext_lazy("Set the date…"), forms.BulkScheduleForm, gettext_lazy("Set the date")
    ),
    "hand_in": Deed(
        gettext_lazy("Hand in for review…"),
        forms.BulkHandInForm,
        gettext_lazy("Hand in"),
        asks=False,
    ),
    "withdraw": Deed(
        gettext_lazy("Withdraw…"), forms.BulkWithdrawForm, gettext_lazy("Withdraw"), asks=False
    ),
}


class BulkPages:
    """The menu under the list of articles and its pages; for ArticleAdmin."""

    def get_actions(self, request: HttpRequest) -> dict:
        if "_popup" in request.GET:
            return {}
        return {name: (_opener(name), name, deed.label) for name, deed in DEEDS.items()}

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.bulk_page)
        own = path("hang-loat/<slug:name>/", page, name="articles_article_bulk")
        return [own, *super().get_urls()]

    def bulk_page(self, request: HttpRequest, name: str) -> HttpResponse:
        """What a change would do, article by article; with the button, the change itself."""
        require_writer(request)
        keys = _posted_keys(request)
        if request.method != "POST" or name not in DEEDS or not keys:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        form = DEEDS[name].form(request.POST)
        return self.show_bulk(request, name, keys, form)

    def show_bulk(
        self, request: HttpRequest, name: str, keys: list[int], form: Form
    ) -> HttpResponse:
        """The page itself; a form that is not bound yet asks first."""
        plan = None
        if form.is_bound and form.is_valid():
            change = form.change()
            if "_do" in request.POST:
                done = self._do(request, change, keys)
                if isinstance(done, HttpResponse):
                    return done
                plan = done
            else:
                plan = change.plan(keys, request.user)
        lines = plan.lines if plan else []
        context = {
            **self.admin_site.each_context(request),
            "title": DEEDS[name].label.rstrip("…"),
            "opts": self.opts,
            "media": self.media,
            "name": name,
            "deed": DEEDS[name],
            "form": form,
            "keys": [str(key) for key in keys],
            "back": kept_query(QueryDict(request.POST.get("back", "")[:2000])),
            "plan": plan,
            "not_done": [line for line in lines if line.refused],
            "same": [line for line in lines if not line.refused and not line.change],
        }
        return TemplateResponse(request, "admin/articles/article/bulk.html", context)

    def _do(self, request: HttpRequest, change: bulk.Change, keys: list[int]):
        """Do it and go back to the list, or say why not with the plan as it is now."""
        digest = request.POST.get("digest", "")
        try:
            number = bulk.change_articles(change, keys, digest=digest, by=request.user)
        except bulk.PlanChanged as changed:
            messages.warning(request, str(changed))
            return changed.plan
        except RuleBroken as refused:
            messages.error(request, str(refused))
            return change.plan(keys, request.user)
        sentence = ngettext("%(number)s article changed.", "%(number)s articles changed.", number)
        messages.success(request, sentence % {"number": number})
        back = kept_query(QueryDict(request.POST.get("back", "")[:2000]))
        address = reverse("admin:articles_article_changelist")
        return HttpResponseRedirect(f"{address}?{back}" if back else address)


def _opener(name: str):
    """What the menu of the list does: open the page of the change for the chosen articles."""

    def open_page(
        model_admin: BulkPages, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: bulk.MOST + 1])
        if len(keys) > bulk.MOST:
            sentence = _("At most %(most)s articles at once. Filter the list or choose fewer.")
            messages.error(request, sentence % {"most": bulk.MOST})
            return None
        request.POST = request.POST.copy()
        request.POST["back"] = request.GET.urlencode()
        form = DEEDS[name].form(None if DEEDS[name].asks else {})
        return model_admin.show_bulk(request, name, keys, form)

    return open_page


def _posted_keys(request: HttpRequest) -> list[int]:
    keys = [key for key in request.POST.getlist("article") if key.isdecimal() and len(key) < 19]
    return sorted({int(key) for key in keys})[: bulk.MOST + 1]
