"""The page cache: kept once, exact, never personal, gone with the change that outdates it."""

import datetime as dt
import gzip
import io
import re
import sys
import threading
import time

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import transaction
from django.utils import timezone

from articles import actions
from articles.models import OldAddress
from branch_portal.lib.pagecache.ledger import ledger, slot
from branch_portal.lib.pagecache.pages import PageServer
from comments import actions as comment_actions
from tests.factories import make_article, make_comment, make_section

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
HOST = "localhost:8000"


class Answer:
    def __init__(self, server, path, query="", method="GET", **environ):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "HTTP_HOST": HOST,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        } | environ
        chunks = server(environ, self._start)
        self.body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        self.text = "" if "Content-Encoding" in self.headers else self.body.decode()

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = int(status[:3]), dict(headers)


@pytest.fixture
def server():
    return PageServer(WSGIHandler())


@pytest.fixture
def get(server):
    return lambda path, query="", **environ: Answer(server, path, query, **environ)


@pytest.fixture
def costs(get):
    """How many pages Django makes when an address is asked for; none when the page was kept."""
    made = []

    def note(**_signal):
        made.append(1)

    def ask(path, query="", **environ):
        made.clear()
        assert get(path, query, **environ).status == 200
        return len(made)

    request_started.connect(note)
    yield ask
    request_started.disconnect(note)


def page_of(article):
    return article.get_absolute_url()


# --- Kept and given out ---


def test_a_page_is_made_once_for_all_processes(get, costs):
    path = page_of(make_article("Chi bộ bàn việc làng"))
    first = get(path)
    assert "Chi bộ bàn việc làng" in first.text
    assert costs(path) == 0
    other = PageServer(WSGIHandler())
    again = Answer(other, path)
    assert (again.text, again.headers["ETag"]) == (first.text, first.headers["ETag"])


def test_it_comes_as_the_browser_can_read_it(get):
    path = page_of(make_article())
    plain = get(path)
    assert "Content-Encoding" not in plain.headers
    for accepted, name, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=0.5, br;q=0", "gzip", gzip.decompress),
        ("gzip", "gzip", gzip.decompress),
    ):
        packed = get(path, HTTP_ACCEPT_ENCODING=accepted)
        assert packed.headers["Content-Encoding"] == name
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
        assert unpack(packed.body) == plain.body


def test_who_has_it_already_is_told_so(get):
    path = page_of(make_article())
    tag = get(path).headers["ETag"]
    for wanted in (tag, tag[2:], f'"abc", {tag}'):
        again = get(path, HTTP_IF_NONE_MATCH=wanted)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
    assert get(path, HTTP_IF_NONE_MATCH='W/"other"').status == 200


def test_the_first_reader_may_ask_for_head_or_with_an_old_tag(get):
    path = page_of(make_article())
    first = get(path, method="HEAD", HTTP_IF_NONE_MATCH='"old"')
    assert (first.status, first.body) == (200, b"")
    assert int(first.headers["Content-Length"]) == len(get(path).body)


def test_headers_of_safety_and_privacy_are_kept_with_it(get):
    path = page_of(make_article())
    for answer in (get(path), get(path)):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert "Set-Cookie" not in answer.headers


def test_a_signed_in_request_neither_takes_nor_leaves_anything(get, costs):
    path = page_of(make_article())
    cookie = f"{settings.SESSION_COOKIE_NAME}=abc"
    assert costs(path, HTTP_COOKIE=cookie) > 0
    assert costs(path, HTTP_COOKIE=cookie) > 0
    assert costs(path) > 0
    assert costs(path) == 0
    assert costs(path, HTTP_AUTHORIZATION="Basic abc") > 0
    assert costs(path, HTTP_COOKIE="theme=dark") == 0


def test_unknown_parameters_neither_bust_nor_store(get, costs):
    path = page_of(make_article())
    assert costs(path, "fbclid=1") > 0
    assert costs(path, "fbclid=1") > 0
    clean = get(path)
    assert costs(path, "fbclid=2&utm_source=zalo") == 0
    assert get(path, "fbclid=3").text == clean.text


def test_parameters_of_other_pages_count_as_unknown(get, costs):
    make_article("Trên trang nhất")
    assert costs("/", "trang=1") > 0
    assert costs("/", "trang=1") > 0
    clean = get("/")
    assert costs("/", "trang=2") == 0
    assert get("/", "trang=3").text == clean.text


def test_old_short_addresses_go_past_the_cache(get):
    article = make_article("Bài cũ")
    OldAddress.objects.create(article=article, path="/?p=77")
    assert get("/").status == 200
    assert get("/", "p=77").status == 301
    assert get("/", "p=78").status == 200
    assert get("/", "p=77").headers["Location"] == page_of(article)


def test_of_two_values_one_page_is_kept(get):
    section = make_section("Kinh tế")
    for number in range(25):
        make_article(f"Tin {number}", section=section)
    (place,) = re.findall(r"\?trang=([\d-]+)", get(section.get_absolute_url()).text)
    both = (f"trang={place}&trang=", f"trang=&trang={place}")
    texts = {get(section.get_absolute_url(), query).body for query in both}
    assert len(texts) == 1


def test_hosts_and_schemes_are_kept_apart(get, costs):
    path = page_of(make_article())
    get(path)
    assert costs(path, HTTP_HOST="127.0.0.1:8000") > 0
    assert get(path, HTTP_HOST="evil.example").status == 400
    assert get(path, HTTP_HOST="evil.example").status == 400


@pytest.mark.parametrize("path", ["/tim-kiem/", "/khong-co/", "/readyz", "/tin/999/abc/"])
def test_what_is_not_on_the_list_is_never_kept(get, path):
    get(path, "q=chi")
    kept = list((settings.PAGE_CACHE_DIR / "kept").glob("*.djcache"))
    get(path, "q=chi")
    assert list((settings.PAGE_CACHE_DIR / "kept").glob("*.djcache")) == kept


def test_redirects_are_not_kept(get, costs):
    article = make_article()
    assert get(f"/tin/{article.pk}/khac/").status == 301
    actions.withdraw_article(article, by=None)
    assert get(f"/tin/{article.pk}/khac/").status in (404, 410)


def test_open_pages_that_are_not_kept_are_compressed_too(get):
    make_article("Chi bộ bàn việc làng")
    answer = get("/tim-kiem/", "q=lang", HTTP_ACCEPT_ENCODING="br")
    assert answer.headers["Content-Encoding"] == "br"
    assert "làng" in brotli.decompress(answer.body).decode()


def test_one_makes_a_page_and_the_others_wait(server):
    path = page_of(make_article())
    made = []
    portal = server._portal

    def slow(environ, start_response):
        made.append(1)
        time.sleep(0.2)
        return portal(environ, start_response)

    servers = [PageServer(slow) for _process in range(4)]
    answers = []
    threads = [
        threading.Thread(target=lambda each=each: answers.append(Answer(each, path).status))
        for each in servers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 4
    assert made == [1]


def test_the_memory_of_a_process_is_bounded(server, monkeypatch):
    # The bound is 48 MB: too much to fill in a test.
    monkeypatch.setattr("branch_portal.lib.pagecache.pages.MOST_IN_MEMORY", 60_000)
    for number in range(8):
        Answer(server, page_of(make_article(f"Bài {number}", body="<p>" + "chữ " * 3000 + "</p>")))
    assert 1 <= len(server._memory) < 8
    assert server._weight == sum(page.weight for page in server._memory.values())


# --- Exactly what changed is gone ---


def test_publishing_shows_at_once_where_it_belongs_and_leaves_the_rest(get, costs):
    here, elsewhere = make_section("Kinh tế"), make_section("Văn hóa")
    make_article("Cũ", section=here)
    make_article("Khác", section=elsewhere)
    for path in ("/", "/chuyen-muc/kinh-te/", "/chuyen-muc/van-hoa/"):
        get(path)
    make_article("Mới tinh", section=here, publish_at=timezone.now())
    assert costs("/chuyen-muc/van-hoa/") == 0
    assert "Mới tinh" in get("/").text
    assert "Mới tinh" in get("/chuyen-muc/kinh-te/").text


def test_a_draft_changes_no_page(get, costs):
    article = make_article()
    get("/")
    get(page_of(article))
    make_article("Nháp", published=False)
    assert costs("/") == costs(page_of(article)) == 0


def test_withdrawing_takes_the_page_away_at_once(get):
    article = make_article("Bài sẽ rút")
    paths = ("/", page_of(article), article.section.get_absolute_url())
    for path in paths:
        assert "Bài sẽ rút" in get(path).text
    actions.withdraw_article(article, by=None)
    for path in paths:
        assert "Bài sẽ rút" not in get(path).text


def test_a_comment_shows_on_its_article_and_costs_no_other(get, costs, moderator):
    article, other = make_article("Một"), make_article("Hai")
    get(page_of(article))
    get(page_of(other))
    comment = make_comment(article, "Ý kiến rất hay.")
    comment_actions.approve(comment, version=comment.version, by=moderator)
    assert "Ý kiến rất hay." in get(page_of(article)).text
    assert costs(page_of(other)) == 0
    comment.refresh_from_db()
    comment_actions.hide(comment, version=comment.version, by=moderator)
    assert "Ý kiến rất hay." not in get(page_of(article)).text


def test_a_renamed_section_is_renamed_on_every_page(get):
    article = make_article(section=make_section("Kinh tế"))
    get(page_of(article))
    section = article.section
    section.name = "Kinh tế xanh"
    actions.arrange_section(section, by=None)
    assert "Kinh tế xanh" in get(page_of(article)).text


def test_a_page_is_kept_until_the_next_article_comes(get, costs):
    soon = timezone.now() + dt.timedelta(seconds=2)
    make_article("Cũ")
    make_article("Hẹn giờ", publish_at=soon)
    assert "Hẹn giờ" not in get("/").text
    assert costs("/") == 0
    time.sleep(max(0, (soon - timezone.now()).total_seconds()) + 0.1)
    assert "Hẹn giờ" in get("/").text


def test_it_is_never_kept_past_midnight(server):
    Answer(server, "/")
    (page,) = server._memory.values()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert page.until <= timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min)).timestamp()


def test_while_a_change_is_under_way_nothing_is_given_out_or_kept(get, costs):
    article = make_article("Trước")
    path = page_of(article)
    get(path)
    changing = {slot(f"article:{article.pk}")}
    ledger().close(changing)  # as an action does before its transaction is committed
    assert costs(path) > 0
    assert costs(path) > 0
    ledger().open(changing)
    assert costs(path) > 0
    assert costs(path) == 0


def test_a_change_that_failed_leaves_the_page_out_and_harms_nothing(get, costs):
    article = make_article("Còn nguyên")
    path = page_of(article)
    get(path)
    with transaction.atomic():
        actions.withdraw_article(article, by=None)
        transaction.set_rollback(True)
    assert "Còn nguyên" in get(path).text
    assert costs(path) > 0
