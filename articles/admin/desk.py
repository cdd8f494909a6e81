"""The front-page desk: what stands where, for how long, seen before it goes live."""

import datetime as dt

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles import actions, permissions
from articles.admin.base import NewsroomAdmin
from articles.forms.desk import MomentForm, SlotFormSet
from articles.models import Article, FrontSlot, Section, Series
from articles.reports.front import MOST_PINNED, FrontPage, front_page
from articles.reports.words import moment_words, state_words
from branch_portal.lib.verdicts import RuleBroken, Stale

Place = FrontSlot.Place


@admin.register(FrontSlot)
class FrontSlotAdmin(NewsroomAdmin):
    """The list of the admin gives way to one page with all places."""

    class Media:
        css = {"all": ["css/newsroom/form.css", "css/newsroom/desk.css"]}
        js = [Script(f"js/newsroom/{part}.js", defer=True) for part in ("base", "chooser", "desk")]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.organise(request.user))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.organise(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_urls(self):
        page = self.admin_site.admin_view(require_POST(self.preview))
        own = path("xem-thu/", xframe_options_sameorigin(page), name="articles_frontslot_preview")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The desk; POST puts the whole arrangement on the front page."""
        _allow(request)
        if request.method != "POST":
            return self._desk(request, _stored_rows(), base=FrontSlot.objects.version())
        formset, base = _typed(request), request.POST.get("base", "")
        if not formset.is_valid():
            return self._desk(request, formset, base)
        try:
            changed = actions.arrange_front(formset.slots(), base=base, by=request.user)
        except Stale as stale:
            # The next press knows both sides, so it counts.
            return self._desk(request, formset, FrontSlot.objects.version(), stale)
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return self._desk(request, formset, base)
        sentence = _("The front page is arranged; readers see it now.")
        messages.success(request, sentence if changed else _("Nothing had changed."))
        return HttpResponseRedirect(request.path)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The page with the proposed slots at a moment, as readers would see it; stores nothing."""
        _allow(request)
        formset, moment = _typed(request), MomentForm(request.POST)
        if not (formset.is_valid() and moment.is_valid()):
            errors = [*_errors(formset), *moment.errors.get("at", [])]
            context = {"errors": errors, "media": self.media}
            return _framed(render(request, "admin/articles/frontslot/refused.html", context))
        now = moment.cleaned_data["at"] or timezone.now()
        slots = _with_things(formset.slots())
        page = front_page(now, slots)
        context = {"page": page, "is_preview": _told(page, slots, now)}
        return _framed(render(request, "articles/front.html", context))

    def _desk(
        self, request: HttpRequest, formset: SlotFormSet, base: str, stale: Stale | None = None
    ) -> HttpResponse:
        now = timezone.now()
        stored = _open_slots(now)
        reasons = {} if formset.is_bound else front_page(now, stored).skipped
        skipped = {stored[number].pk: reason for number, reason in reasons.items()}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Front page"),
            "newsroom": {"article-search": reverse("articles:find_articles")},
            "formset": formset,
            "groups": _groups(formset, skipped),
            "base": base,
            "stale": stale,
            "stored": stored if stale else [],
            "moment": MomentForm(request.POST) if formset.is_bound else MomentForm(),
            "most_pinned": MOST_PINNED,
        }
        return TemplateResponse(request, "admin/articles/frontslot/desk.html", context)


def _allow(request: HttpRequest) -> None:
    verdict = permissions.organise(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _framed(response: HttpResponse) -> HttpResponse:
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    return response


def _open_slots(now: dt.datetime) -> list[FrontSlot]:
    slots = FrontSlot.objects.open(now).select_related("article", "section", "series", "made_by")
    return list(slots.defer("article__body", "article__search_exact", "article__search_folded"))


def _form_kwargs() -> dict:
    return {"all_series": list(Series.objects.all())}


def _typed(request: HttpRequest) -> SlotFormSet:
    return SlotFormSet(request.POST, prefix="slot", form_kwargs=_form_kwargs())


def _stored_rows() -> SlotFormSet:
    """A row for each stored slot and an empty one at the end of each place."""
    slots = _open_slots(timezone.now())
    rows = []
    for place, section in _places():
        key = section.pk if section else None
        mine = [slot for slot in slots if slot.place == place and slot.section_id == key]
        rows += [_row(slot) for slot in mine]
        rows.append({"place": place, "section": _text(key), "position": str(len(mine))})
    return SlotFormSet(initial=rows, prefix="slot", form_kwargs=_form_kwargs())


def _places() -> list[tuple[str, Section | None]]:
    blocks = [(Place.SECTION, section) for section in Section.objects.top()]
    return [(Place.LEAD, None), (Place.PINNED, None), (Place.SERIES, None), *blocks]


def _text(number: int | None) -> str:
    """A key as it stands in a field: without the points of a long number."""
    return "" if number is None else str(number)


def _row(slot: FrontSlot) -> dict:
    return {
        "pk": slot.pk,
        "place": slot.place,
        "section": _text(slot.section_id),
        "position": str(slot.position),
        "article": _text(slot.article_id),
        "series": _text(slot.series_id),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
    }


def _groups(formset: SlotFormSet, skipped: dict[int, str]) -> list[dict]:
    """The rows under their places, with the headline of each and why it does not count now."""
    typed = [form["article"].value() or "" for form in formset]
    keys = {int(key) for key in typed if key.isdecimal() and len(key) < 19}
    known = Article.objects.only("headline", "state", "pending", "publish_at", "expires_at")
    articles = known.in_bulk(keys)
    groups = {
        (str(place), _text(section and section.pk)): {
            "title": section.name if section else Place(place).label,
            "place": str(place),
            "rows": [],
        }
        for place, section in _places()
    }
    for form, key in zip(formset, typed, strict=True):
        article = articles.get(int(key)) if key.isdecimal() and len(key) < 19 else None
        row = {
            "form": form,
            "article": article,
            "state": state_words(article) if article else "",
            "is_empty": not (key or form["series"].value()),
            "skipped": skipped.get(form.initial.get("pk"), ""),
        }
        place = (str(form["place"].value()), str(form["section"].value() or ""))
        if place in groups:
            groups[place]["rows"].append(row)
    return list(groups.values())


def _with_things(slots: list[FrontSlot]) -> list[FrontSlot]:
    """The proposed slots with their series at hand."""
    series = Series.objects.in_bulk({slot.series_id for slot in slots} - {None})
    for slot in slots:
        slot.series = series.get(slot.series_id)
    return slots


def _told(page: FrontPage, slots: list[FrontSlot], now: dt.datetime) -> str:
    """What stands above a look ahead: the moment, and which slots do not count then, and why."""
    sentence = _("The front page at %(moment)s, not live yet.") % {"moment": moment_words(now)}
    keys = {slots[number].article_id for number in page.skipped} - {None}
    headlines = Article.objects.only("headline").in_bulk(keys)
    for number, reason in page.skipped.items():
        slot = slots[number]
        thing = headlines.get(slot.article_id) or slot.series or "–"
        sentence += f" {slot.get_place_display()}, “{thing}”: {reason}"
    return sentence


def _errors(formset: SlotFormSet) -> list[str]:
    """What is wrong with the rows, each sentence with its place."""
    found = list(formset.non_form_errors())
    for form in formset:
        place = dict(Place.choices).get(form["place"].value(), "")
        found += [f"{place}: {line}" for lines in form.errors.values() for line in lines]
    return found
