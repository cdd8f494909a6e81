"""Whatever is posted: stored inert or refused with a sentence, never lost, never a server error."""

import html
import json
import re
from urllib.parse import quote_from_bytes

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branch_portal.lib import pagecache
from branch_portal.lib.text import undamaged
from comments import actions
from comments.forms.comment import CommentForm
from comments.models import Comment
from tests.comments.posting import OUR_PAGE, hidden, url
from tests.factories import make_article

pytestmark = pytest.mark.django_db
# The same examples each time: what fails here fails for everybody. No example is written down.
FEW = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ANSWERS = {200, 303, 400, 409, 422, 429}

PROBES = [
    "<script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    "]]><!--",
    '" onmouseover="alert(1)',
    "' OR 1=1; DROP TABLE comments_comment; --",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "%(name)s %s {0} ${jndi:ldap://x}",
    "javascript:alert(1)",
    "Bcc: ai@example.vn\r\nSubject: x",
    "=HYPERLINK(1)",
    "\u202eđảo\u2066ngược\u061c",
    "Z" + "\u0335\u0300\u0489" * 20,
    "\x00\x07\x1b[31m",
    "\ud800\udfff",
    "\ufffe\uffff\ufeff",
    "👨‍👩‍👧‍👦🏴\U000e0067\U000e007f",
    "a\u2028b\u2029c\x85d\x0be",
    "%00%0d%0a",
    "\\u003cscript\\u003e",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "İSTANBUL ﷽ ﬁ ½ ㍿",
    "../../etc/passwd",
]
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
hostile = st.lists(st.sampled_from(PROBES) | anything, max_size=4).map(" ".join)
longer = st.builds(lambda part, times: part * times, hostile, st.integers(1, 400))
value = hostile | longer
ADDRESSES = ["", "a@example.vn", '"a b"@example.vn', "a@[127.0.0.1]", "ă@bưởi.example", "a@b"]
TOKENS = st.sampled_from(["good", "", "x:y:z", "\x00", "a"]) | anything
HEADERS = st.sampled_from([OUR_PAGE, OUR_PAGE, {}, {"Origin": "null"}, {"Referer": "//[x"}])


@pytest.fixture
def article():
    return make_article()


def encoded(pairs):
    """As a program sends it: half characters and all."""
    parts = (
        f"{name}={quote_from_bytes(text.encode('utf-8', 'surrogatepass'))}" for name, text in pairs
    )
    return "&".join(parts)


def send(article, pairs, headers=OUR_PAGE):
    cache.clear()
    kind = "application/x-www-form-urlencoded"
    return Client().generic("POST", url(article), encoded(pairs), kind, headers=headers)


def pages_of(article, comment):
    pagecache.forget()
    home = article.get_absolute_url()
    yield from (home, f"/y-kien/{article.pk}/atom/", f"/y-kien/da-nhan/{comment.code}/")
    yield from (f"/y-kien/trang-thai/?ma={comment.code}", "/y-kien/atom/")
    yield f"/y-kien/{article.pk}/tra-loi/{comment.code}/"


def check_inert(page):
    """Nothing of it works as markup, turns the line round or breaks the words for machines."""
    assert not re.search(r"<svg|<script>alert|onmouseover=\"alert|]]><!--", page)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u061c\x00-\x08\x0b\x0e-\x1f]", page)
    assert not re.search("[\u0300-\u036f]{4}", page)
    for told in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
        json.loads(told)


@FEW
@given(name=value, email=value | st.sampled_from(ADDRESSES), text=value, token=TOKENS, how=HEADERS)
def test_any_words_are_kept_inert_or_refused(article, moderator, name, email, text, token, how):
    if token == "good":
        token = CommentForm.blank(article).token
    pairs = [("author_name", name), ("email", email), ("text", text), ("token", token)]
    answer = send(article, [*pairs, ("consent", "on"), ("wants_mail", "on")], how)
    assert answer.status_code in ANSWERS
    check_kept(answer, text)


@FEW
@given(name=hostile.filter(bool), text=hostile.filter(bool))
def test_what_is_stored_is_shown_inert_everywhere(article, moderator, name, text):
    pairs = [("author_name", f"Thọ {name}"[:60]), ("text", f"Ý kiến {text}"), ("consent", "on")]
    pairs.append(("token", CommentForm.blank(article).token))
    answer = send(article, pairs)
    for _step in range(2):  # what is taken out, and the page that asks, are sent once more
        if answer.status_code in (200, 422) and (kept := hidden(answer)).get("proof"):
            answer = send(article, kept.items())
        elif answer.status_code == 422:
            clean = [(key, undamaged(sent)) for key, sent in pairs]
            answer = send(article, clean)
    assert answer.status_code in ANSWERS
    if answer.status_code != 303:
        return
    comment = Comment.objects.latest("pk")
    if comment.state == "pending":
        comment = actions.approve(comment, version=comment.version, by=moderator)
    for address in pages_of(article, comment):
        page = Client().get(address)
        assert page.status_code == 200
        check_inert(page.content.decode())


def check_kept(answer, text):
    """The words come back whole, in the form, whatever was wrong with it."""
    if answer.status_code not in (409, 422):
        return
    page = answer.content.decode()
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    kept = html.unescape(found[1]).removeprefix("\r\n").removeprefix("\n")
    sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert kept.split() == undamaged(sent).split()


@FEW
@given(body=st.binary(max_size=300), name=anything, charset=st.sampled_from(["", "utf-8", "rot13"]))
def test_any_bytes_are_refused_or_read(article, body, name, charset):
    cache.clear()
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", name):
        kind = re.sub(r"[^\x20-\x7e]", "?", kind) + (f"; charset={charset}" if charset else "")
        part = b'--x\r\nContent-Disposition: form-data; name="text"' + body + b"\r\n--x--\r\n"
        for sent in (body, part):
            answer = Client().generic("POST", url(article), sent, kind, headers=OUR_PAGE)
            assert answer.status_code in ANSWERS
    assert not Comment.objects.exists()


@FEW
@given(code=anything, extra=st.lists(st.tuples(st.sampled_from(["text", "link", "parent"]), value)))
def test_any_code_and_any_field_twice(article, code, extra):
    pairs = [("author_name", "Thọ"), ("text", "Ý kiến"), ("consent", "x"), ("parent", code)]
    pairs += [("token", CommentForm.blank(article).token), *extra]
    pairs += [("proof", code), ("answer", code), ("consent", code)]
    assert send(article, pairs).status_code in ANSWERS
    if code.isprintable():
        assert Client().get("/y-kien/trang-thai/", {"ma": code}).status_code in (200, 404)
