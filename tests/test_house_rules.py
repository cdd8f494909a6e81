"""The house keeps its own promises: names, audiences, places, clean templates, honest texts."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from meetings.models import ThematicSession
from organisation.models import Member, Unit

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "organisation", "articles", "meetings", "comments")
PACKAGES = (*APPS, "branch_portal")

# Who a page is for. `anyone` opens without signing in; the others are what the permission tests
# try out. A new page is added here first.
AUDIENCE = {
    "articles:front": "anyone",
    "articles:article": "anyone",
    "articles:section": "anyone",
    "articles:tag": "anyone",
    "articles:author": "anyone",
    "articles:photo_stories": "anyone",
    "articles:series_list": "anyone",
    "articles:series": "anyone",
    "articles:archive_years": "anyone",
    "articles:archive_year": "anyone",
    "articles:archive": "anyone",
    "articles:archive_day": "anyone",
    "articles:info": "anyone",
    "articles:search": "anyone",
    "articles:rss": "anyone",
    "articles:atom": "anyone",
    "articles:feed_json": "anyone",
    "articles:card": "anyone",
    "articles:short": "anyone",
    "articles:read": "anyone",
    "articles:attachment": "anyone",
    "articles:shared_preview": "anyone",
    "articles:upload_photo": "newsroom",
    "articles:find_photos": "newsroom",
    "articles:find_articles": "newsroom",
    "articles:convert_legacy": "newsroom",
    "articles:find_tags": "newsroom",
    "articles:upload_attachment": "newsroom",
    "articles:autosave": "newsroom",
    "articles:preview": "newsroom",
    "comments:personal_data": "anyone",
    "comments:data_request": "anyone",
    "comments:data_request_sent": "anyone",
    "comments:prove_request": "anyone",
    "comments:confirm_address": "anyone",
    "comments:stop_mail": "anyone",
    "comments:atom": "anyone",
    "comments:comment": "anyone",
    "comments:received": "anyone",
    "comments:reply": "anyone",
    "comments:status": "anyone",
    "meetings:desk": "internal",
    "meetings:overview": "overseer",
    "meetings:branch": "branch",
    "meetings:session_new": "branch",
    "meetings:prepare_session": "branch",
    "meetings:plan_new": "branch",
    "meetings:year_plan": "branch",
    "meetings:submit_plan": "branch",
    "meetings:approve_plan": "branch",
    "meetings:return_plan": "branch",
    "meetings:reopen_plan": "branch",
    "meetings:plans_waiting": "overseer",
    "meetings:handed_topics": "overseer",
    "meetings:withdraw_handed_topic": "overseer",
    "meetings:session": "branch",
    "meetings:session_plan": "branch",
    "meetings:agenda": "branch",
    "meetings:mark_materials": "branch",
    "meetings:session_files": "branch",
    "meetings:session_file": "branch",
    "meetings:remove_session_file": "branch",
    "meetings:invitation_text": "branch",
    "meetings:invitations": "branch",
    "meetings:revoke_invitations": "branch",
    "meetings:session_calendar": "branch",
    "meetings:calendars": "internal",
    "meetings:revoke_calendar": "internal",
    "meetings:reply": "anyone",
    "meetings:calendar_feed": "anyone",
    "meetings:schedule_session": "branch",
    "meetings:postpone_session": "branch",
    "meetings:cancel_session": "branch",
    "meetings:session_hold": "branch",
    "meetings:accept_session": "branch",
    "meetings:return_session": "branch",
    "meetings:session_edit": "branch",
    "meetings:attendance": "branch",
    "meetings:discussion": "branch",
    "meetings:resolutions": "branch",
    "meetings:tasks": "branch",
    "meetings:score": "branch",
    "meetings:score_vote": "branch",
    "meetings:minutes": "branch",
    "meetings:papers": "branch",
    "meetings:paper": "branch",
    "meetings:paper_view": "branch",
    "meetings:papers_zip": "branch",
    "meetings:handbook_text": "branch",
    "meetings:paper_templates": "branch",
    "meetings:sample_template": "branch",
    "meetings:paper_template": "branch",
    "meetings:remove_paper_template": "branch",
    "meetings:earlier_tasks": "branch",
    "meetings:book_worker": "internal",
    "meetings:device_state": "branch",
    "meetings:propose_news": "branch",
    "meetings:roll_line": "branch",
    "meetings:check_in": "branch",
    "meetings:check_in_code": "branch",
    "meetings:close_check_in": "branch",
    "meetings:confirm_arrivals": "branch",
    "meetings:arrive": "anyone",
    "meetings:minutes_text": "branch",
    "meetings:draw_up_minutes": "branch",
    "meetings:minutes_versions": "branch",
    "meetings:ask_correction": "branch",
    "meetings:decide_correction": "branch",
    "meetings:device_edits": "branch",
    "meetings:kept_aside": "branch",
    "meetings:settle_edit": "branch",
    "meetings:hold_ballot": "branch",
    "meetings:discard_ballot": "branch",
    "meetings:sign_resolution": "branch",
    "meetings:void_resolution": "branch",
    "meetings:report_progress": "branch",
    "meetings:submit_session": "branch",
    "meetings:discard_resolution": "branch",
    "meetings:finish_task": "branch",
    "meetings:publish_summary": "branch",
    "meetings:withdraw_summary": "branch",
    "meetings:announce_session": "branch",
    "meetings:withdraw_announcement": "branch",
    "meetings:publish_figures": "overseer",
    "meetings:withdraw_figures": "overseer",
    "meetings:summaries": "anyone",
    "meetings:summaries_of_branch": "anyone",
    "meetings:summaries_of_group": "anyone",
    "meetings:summaries_of_quarter": "anyone",
    "meetings:summary": "anyone",
    "home": "internal",
    "proposals": "newsroom",
    "take_proposal": "newsroom",
    "decline_proposal": "newsroom",
    "admin_login": "anyone",
    "view_on_site": "anyone",
    "media": "anyone",
    "robots": "anyone",
    "sitemap": "anyone",
    "sitemap_lists": "anyone",
    "sitemap_month": "anyone",
    "sitemap_news": "anyone",
    "manifest": "anyone",
    "opensearch": "anyone",
    "service_worker": "anyone",
    "offline": "anyone",
    "favicon": "anyone",
    "security_txt": "anyone",
    "healthz": "anyone",
    "readyz": "anyone",
}
AUDIENCES = {"anyone", "newsroom", "moderator", "internal", "branch", "overseer"}
# Pages of others, with names of their own: Django's admin, allauth's sign-in and second factor.
FOREIGN = ("admin:", "account_", "mfa_")

# Read only through a row that is in scope already, so without a word of their own.
WITHOUT_VISIBLE_TO = {
    "accounts.RoleGrant": "only permissions and the administrator read grants",
    "organisation.UnitClosure": "the tree itself: visible_to is made of it",
    "organisation.UnitName": "read through its unit",
    "organisation.UnitPlacement": "read through its unit",
    "organisation.CommitteeTerm": "read through its unit",
    "organisation.Membership": "read through its member",
    "organisation.Standing": "read through its member",
    "organisation.Appointment": "read through its member or unit",
    "comments.Comment": "readers' words: public when approved, and every moderator's before",
    "meetings.RollEntry": "read through its session",
    "meetings.Opinion": "read through its session",
    "meetings.Guest": "read through its session",
    "meetings.CheckIn": "read through its session",
    "meetings.MinutesEdit": "read through its session",
    "meetings.MinutesVersion": "read through its session",
    "meetings.Correction": "read through its session",
    "meetings.DeviceEdit": "read through its session",
    "meetings.AgendaItem": "read through its session",
    "meetings.Invitation": "read through its session, or by whoever has its link",
    "meetings.Ballot": "read through its session",
    "meetings.SessionScore": "read through its session",
    "meetings.ScoreForm": "a rule of the office, like RuleSet; a unit says whom it is for",
    "meetings.TaskReview": "read through its session",
    "meetings.Resolution": "read through its session",
    "meetings.NumberSeries": "a counter: only the action that takes a number reads it",
}
MARKED_SAFE = {
    "articles/templatetags/search_tags.py": "hits in a text, escaped piece by piece",
    "articles/templatetags/article_tags.py": "the body, cleaned when it was saved",
    "branch_portal/lib/machines.py": "JSON with <, > and & escaped",
}
RAW_SQL = {"branch_portal/lib/search.py"}

NOT_OURS = {".venv", ".git", "var", "node_modules", "vendor", "django_ckeditor_5", "__pycache__"}
TEXTS = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".yaml", ".conf", ".po", ".service"}


def tree(*suffixes):
    """Our own files with these endings; paths relative to the root."""
    for path in sorted(ROOT.rglob("*")):
        local = path.relative_to(ROOT)
        if NOT_OURS.isdisjoint(local.parts) and path.suffix in suffixes and path.is_file():
            yield local


def ids(path):
    return str(path)


def own_pages(patterns=None, namespace=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from own_pages(entry.url_patterns, inner)
        elif not f"{namespace}{entry.name}".startswith(FOREIGN):
            yield f"{namespace}{entry.name}", entry.callback


PAGES = dict(own_pages())
TEMPLATES = [path for path in tree(".html") if path.parts[0] == "templates"]
CODE = [
    path for path in tree(".py") if path.parts[0] in PACKAGES and "migrations" not in path.parts
]


# --- Pages ----------------------------------------------------------------------------------------


def test_every_page_states_its_audience():
    assert PAGES.keys() == AUDIENCE.keys()
    assert set(AUDIENCE.values()) <= AUDIENCES


@pytest.mark.parametrize("name", PAGES)
def test_one_name_runs_through_the_house(name):
    app, _, page = name.rpartition(":")
    assert PAGES[name].__name__ == page
    assert (ROOT / "tests" / (app or "portal") / f"test_{page}.py").exists()


@pytest.mark.parametrize("app", APPS)
def test_every_template_belongs_to_a_page(app):
    whole = {path.stem for path in (ROOT / "templates" / app).glob("[!_]*.html")}
    assert whole <= {name.partition(":")[2] for name in PAGES if name.startswith(f"{app}:")}


def test_silence_means_signed_in():
    public = {name for name, view in PAGES.items() if not getattr(view, "login_required", True)}
    assert public == {name for name, who in AUDIENCE.items() if who == "anyone"}


# --- Templates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_templates_hold_no_inline_style_or_script(path):
    html = (ROOT / path).read_text("utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=[\"']|<style|<script(?![^>]+src=)|javascript:", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_templates_escape_everything(path):
    html = (ROOT / path).read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|\bsafeseq\b|autoescape\s+off", html)


# --- Code -----------------------------------------------------------------------------------------


def actions():
    for path in CODE:
        inside = path.parts[1:]
        if inside == ("actions.py",) or inside[0] == "actions":
            for node in ast.parse((ROOT / path).read_text("utf-8")).body:
                public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if public and not path.name.startswith("_"):
                    yield pytest.param(node, id=f"{path.parts[0]}.{node.name}")


@pytest.mark.parametrize("action", list(actions()))
def test_every_action_names_its_actor_and_leaves_a_line(action):
    assert "by" in {argument.arg for argument in action.args.kwonlyargs}
    assert "transaction.atomic" in {ast.unparse(d) for d in action.decorator_list}
    assert "audit.record(" in ast.unparse(action)


def test_internal_rows_are_read_in_scope():
    without = set()
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        internal = any(f.related_model in (Unit, ThematicSession, Member) for f in fields)
        if internal and not hasattr(model._default_manager.all(), "visible_to"):
            without.add(model._meta.label)
    assert without == WITHOUT_VISIBLE_TO.keys()


def test_html_is_marked_safe_only_where_it_was_cleaned():
    found = {str(p) for p in CODE if re.search(r"\bmark_safe\(|\bSafeString\(", _text(p))}
    assert found == MARKED_SAFE.keys()


def test_sql_is_written_by_hand_only_in_the_search():
    found = {str(p) for p in CODE if re.search(r"\.raw\(|\.extra\(|\bRawSQL\(", _text(p))}
    assert found <= RAW_SQL


@pytest.mark.parametrize("path", list(tree(".py", ".html", ".css", ".js")), ids=ids)
def test_no_file_outgrows_its_reader(path):
    if {"migrations", "locale"}.isdisjoint(path.parts):
        assert len(_text(path).splitlines()) <= 400


def test_no_drawer_for_odds_and_ends():
    stray = {"utils", "helpers", "services", "misc", "common"}
    assert not [str(p) for p in CODE if stray & {p.stem, *p.parts}]


def test_migrations_are_named():
    found = [p.stem for p in tree(".py") if "migrations" in p.parts and p.stem != "__init__"]
    assert not [name for name in found if "_auto_" in name]


# --- Texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_was_decided(file):
    decisions = _text(Path("docs/decisions.md")).casefold()
    lines = [line.strip() for line in _text(Path(file)).splitlines()]
    names = [re.match(r"[\w.-]+", line)[0] for line in lines if re.match(r"\w", line)]
    assert names
    assert not [name for name in names if f"**{name}**".casefold() not in decisions]


def own_words():
    return [p for p in tree(*TEXTS) if not re.fullmatch(r"requirements.*\.txt", p.name)]


def test_no_real_telephone_number():
    mobile = r"(?:\+?84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}"
    fixed = r"02\d{1,2}[ .-]\d{3,4}[ .-]?\d{3,4}"
    number = re.compile(rf"(?<![\w./-])(?:{mobile}|{fixed})(?![\w-])")
    found = [
        (str(path), hit)
        for path in own_words()
        for hit in number.findall(_text(path))
        if not re.sub(r"\D", "", hit).startswith("0900000")
    ]
    assert not found


def test_no_real_address_of_mail():
    address = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
    found = [
        (str(path), domain)
        for path in own_words()
        for domain in address.findall(_text(path))
        if "example" not in domain.split(".")
    ]
    assert not found


def _text(path):
    return (ROOT / path).read_text("utf-8")
