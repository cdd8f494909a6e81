"""A planted address is looked for everywhere that anybody but the data officer can look."""

import io
import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from accounts.models import AuditEntry
from branch_portal.lib.sealed import address_tag
from comments import actions
from comments.actions import _mailing
from comments.models import Comment, DataRequest, Mail
from tests.comments.letters import ADDRESS, link, make_reader, make_request
from tests.factories import grant, make_article, make_comment, make_user
from tests.readers_world import OUR_PAGE, REMARK, CommentForm
from tests.test_house_rules import AUDIENCE, own_pages

pytestmark = pytest.mark.django_db
# In any part and any spelling; the tag tells two comments of one person from others', so it is
# nobody's business either.
TRACES = ["bimat", "b%2Eimat", "bi&#109;at", "rieng@", "rieng%40", address_tag(ADDRESS)]
PATHS = ["/", "/rss/", "/atom/", "/feed.json", "/tim-kiem/?q=rieng", "/sitemap.xml"]
PATHS += ["/y-kien/atom/", "/y-kien/du-lieu-ca-nhan/", "/y-kien/quyen-du-lieu/"]
STAFF = ["/admin/comments/comment/", "/admin/", "/admin/accounts/auditentry/"]


def clean(text):
    return [trace for trace in TRACES if trace in text.lower()] == []


@pytest.fixture
def life(moderator, caplog, django_capture_on_commit_callbacks):
    """All that can happen with a comment whose sender gave an address: words seen by others."""
    caplog.set_level(logging.DEBUG)
    moderator.email = "kiemduyet@example.vn"
    moderator.save()
    article, client = make_article(), Client()
    words = REMARK | {"email": ADDRESS, "wants_mail": "on", "text": "Một ý kiến đủ dài để đăng."}
    words["token"] = CommentForm.blank(article).token
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/y-kien/{article.pk}/", words, headers=OUR_PAGE)
        assert answer.status_code == 303
        receipt = client.get(answer.headers["Location"])
        comment = Comment.objects.get()
        if not Mail.objects.exists():
            actions.ask_to_confirm(comment)
    client.post(link(mail.outbox[-1].body))
    comment.refresh_from_db()
    assert comment.email_confirmed_at
    actions.approve(comment, version=comment.version, by=moderator)
    comment.refresh_from_db()
    actions.tell_decision(comment)
    actions.ask_about_data(kind="export", email=ADDRESS)
    make_comment(article, "Đang chờ duyệt.", email="khac@example.vn")
    call_command("comment_digest", stdout=io.StringIO())
    for row in Mail.objects.all():
        row.next_try_at = row.made_at
        row.save()
    _mailing.send_due()
    return article, comment, [answer.headers["Location"], receipt.text]


def test_no_public_answer_shows_it(life):
    article, comment, seen = life
    client = Client()
    paths = [*PATHS, article.get_absolute_url(), f"/y-kien/{article.pk}/atom/"]
    paths += [f"/y-kien/trang-thai/?ma={comment.code}", f"/y-kien/da-nhan/{comment.code}/"]
    for path in paths:
        response = client.get(path)
        assert clean(f"{response.text}\n{response.headers}"), path
    assert all(clean(words) for words in seen)
    assert "Một ý kiến đủ dài" in client.get(article.get_absolute_url()).text


def test_no_moderator_sees_it(life, client, moderator):
    client.force_login(moderator)
    card = f"/admin/comments/comment/{life[1].pk}/change/"
    for path in [*STAFF, card, "/admin/comments/comment/?state=all"]:
        assert clean(client.get(path).text), path


def test_no_administrator_sees_it(life, client, administrator):
    client.force_login(administrator)
    for path in [*STAFF, f"/admin/comments/comment/{life[1].pk}/change/"]:
        assert clean(client.get(path, follow=True).text), path
    log = " ".join(f"{e.label} {e.target} {e.facts}" for e in AuditEntry.objects.all())
    assert clean(log)


def test_no_mail_to_others_names_it_nor_any_mail_the_words(life):
    for message in mail.outbox:
        whole = message.message().as_string() + message.body
        if message.to != [ADDRESS]:
            assert clean(whole), message.subject
        assert "đủ dài để đăng" not in whole
        assert REMARK["author_name"] not in message.body
        assert len(message.recipients()) == 1
        assert clean(message.body + message.subject)
    assert {message.to[0] for message in mail.outbox} == {ADDRESS, "kiemduyet@example.vn"}


def test_no_log_and_no_cache_holds_it(life, caplog):
    own = [record for record in caplog.records if record.name != "django.db.backends"]
    assert clean("\n".join(f"{record.getMessage()} {record.args}" for record in own))
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and "sqlite" not in path.name:
            assert b"bimat" not in path.read_bytes().lower(), path


def test_the_database_alone_tells_nobody_whose_it_is(life):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                cells = (bytes(c) if isinstance(c, memoryview) else c for c in row)
                assert "bimat" not in str(list(cells)).lower(), table


def test_no_address_of_a_page_could_hold_one():
    """Every public page of the comments takes numbers, codes and signed tokens, nothing else."""
    own = {name for name in AUDIENCE if name.startswith("comments:")}
    assert own <= dict(own_pages()).keys()
    for name in own:
        for _words, (pattern, *_rest) in _patterns(get_resolver(), name):
            assert "email" not in pattern


def _patterns(resolver, name):
    space, _, view = name.partition(":")
    _prefix, inner = resolver.namespace_dict[space]
    return [("", found[0][0]) for found in inner.reverse_dict.getlist(view)]


def test_whoever_was_erased_is_found_nowhere(life, moderator, client):
    article, _comment, _seen = life
    request = actions.prove_request(_request())
    actions.erase_data(request, "", version=request.version, by=moderator)
    assert actions.find_by_address(ADDRESS, by=moderator) == []
    tag = address_tag(ADDRESS)
    with connection.cursor() as cursor:
        holders = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(tag in str(row) for row in cursor.fetchall()):
                holders.add(table)
    assert holders == {"comments_nomail"}  # for thirty days, so that nothing is sent
    assert "đủ dài để đăng" not in client.get(article.get_absolute_url()).text


def _request():
    return DataRequest.objects.get()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\u202eb", "{{ 7*7 }}", "' OR 1=1 --"]
)
def test_a_hostile_name_is_in_no_mail_and_inert_in_the_export(text, moderator, client, district):
    make_reader(author_name=text, text=f"{text} lời", state="approved")
    request = make_request("export", words=text)
    call_command("comment_digest", stdout=io.StringIO())
    _mailing.send_due()
    assert all(text not in message.message().as_string() for message in mail.outbox)
    officer = make_user("dulieu", is_staff=True)
    grant(officer, "data_officer", district)
    client.force_login(officer)
    form = {"deed": "export_html", "version": request.version}
    html = client.post(f"/admin/comments/datarequest/{request.pk}/change/", form).text
    assert "<script>alert" not in html
    page = client.get(f"/admin/comments/datarequest/{request.pk}/change/").text
    assert "<script>alert" not in page
