import datetime as dt
import random
import re
import string
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import actions
from articles.models import Article, SearchEntry, Snapshot, Word
from tests.articles.results import URL, ask, headlines, in_days, plain
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    return partial(ask, client)


# --- Finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["sinh hoat chuyen de", "Sinh hoạt chuyên đề", "Đảng bộ", "dang bo", "DANG+BO", "67"]
)
def test_it_finds_with_and_without_marks(search, query):
    make_article("Sinh hoạt chuyên đề ở Đảng bộ huyện", lead="Sapo của bài.")
    make_article("Chuyện khác", body="<p>Không liên quan.</p>")
    html = plain(search(query))
    assert headlines(html) == ["Sinh hoạt chuyên đề ở Đảng bộ huyện"]
    assert "Thứ Hai, 10/01/2022" in html
    assert "1 bài" in html


def test_hits_are_marked_in_the_original_spelling(search):
    make_article("ĐẢNG BỘ huyện", lead="Sa-pô.", body="<p>Một đảng viên &lt;b&gt; trẻ.</p>")
    html = search("dang bo tre")
    assert "<mark>ĐẢNG BỘ</mark> huyện" in html
    assert "Một <mark>đảng</mark> viên &lt;b&gt; <mark>trẻ</mark>." in html


def test_an_excerpt_is_cut_out_around_the_hit(search):
    before, after = "Chuyện đầu bài. " * 60, "Chuyện cuối bài. " * 60
    make_article("Bài dài", body=f"<p>{before}Có cây sưa đỏ ở đình. {after}</p>")
    text = re.search(r"<p>(.*sưa.*)</p>", search("sua do"))[1]
    assert "<mark>sưa đỏ</mark>" in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(plain(text)) < 260


def test_exact_marks_come_first_then_the_headline_then_the_newer(search):
    make_article("Bị thu hồi đất", publish_at=in_days(-1))
    make_article("Chuyện cũ", body="<p>Một bí thư.</p>", publish_at=in_days(-900))
    make_article("Chuyện mới", body="<p>Một bí thư.</p>", publish_at=in_days(-30))
    make_article("Bí thư xã", publish_at=in_days(-400))
    assert headlines(search("bí thư")) == ["Bí thư xã", "Chuyện mới", "Chuyện cũ", "Bị thu hồi đất"]


def test_an_old_hit_in_the_headline_is_not_crowded_out(search):
    make_article("Lúa nếp Vân Trạch", publish_at=in_days(-900))
    entry = SearchEntry.objects.get()
    for number in range(150):
        make_article(
            f"Tin {number}", body="<p>Có lúa và nếp.</p>", publish_at=in_days(-2000 - number)
        )
    assert headlines(search("lúa nếp"))[0] == "Lúa nếp Vân Trạch"
    assert entry.terms.startswith(entry.filters)


# --- What is not found ---------------------------------------------------------------------------


def test_only_what_readers_see_is_found_counted_or_proposed(search, publisher):
    make_article("Quýt hồng bản nháp", published=False)
    make_article("Quýt hồng mai sau", publish_at=in_days(2))
    make_article("Quýt hồng trong giây lát", publish_at=timezone.now() + dt.timedelta(seconds=59))
    gone = make_article("Quýt hồng thu hồi")
    actions.withdraw_article(gone, by=publisher, reason="Nhầm")
    make_article("Cam sành")
    for query in ("quýt hồng", "quyt", "quit", "quytt", "quýt sành", "cam -quýt"):
        assert "hồng" not in search(query).split("</form>")[-1].replace("“quýt hồng”", "")
    assert headlines(search("cam -quýt")) == ["Cam sành"]


def test_what_the_clock_takes_off_is_gone_at_once_and_swept_up_later(search):
    make_article("Tin có hạn", expires_at=in_days(1).isoformat())
    assert headlines(search("có hạn")) == ["Tin có hạn"]
    over = timezone.now()
    SearchEntry.objects.update(expires_at=over)
    Article.objects.update(expires_at=over)
    html = search("có hạn")
    assert headlines(html) == []
    assert "1 bài" not in html
    make_article("Tin khác")
    assert SearchEntry.objects.count() == 1


def test_a_correction_is_found_when_it_is_published(search, editor, publisher):
    article = make_article("Hội làng", by=publisher)
    words = Snapshot.newest(article)
    words.headline = "Hội đình"
    actions.save_article(article, words, by=editor, base_version=article.version)
    assert headlines(search("hội làng")) == ["Hội làng"]
    assert headlines(search("hội đình")) == []
    article.refresh_from_db()
    actions.publish_article(article, by=publisher, checked=False)
    assert headlines(search("hội đình")) == ["Hội đình"]
    assert headlines(search('"hội làng"')) == []


def test_a_new_date_moves_the_article(search, publisher):
    article = make_article("Lễ ra quân")
    actions.schedule_article(article, in_days(3), by=publisher)
    assert headlines(search("ra quân")) == []
    article.refresh_from_db()
    actions.schedule_article(article, in_days(-3), by=publisher)
    assert headlines(search("ra quân")) == ["Lễ ra quân"]


# --- Anything that can be typed ------------------------------------------------------------------


def test_the_query_stays_in_its_field_as_text(page):
    html = page("/tim-kiem/?q=%22%3E%3Cscript%3E")
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_nothing_found_says_what_to_try(page):
    make_article()
    html = page("/tim-kiem/?q=xyzzy")
    assert "Không có bài nào chứa đủ các từ “xyzzy”" in html
    assert "Hãy thử ít từ hơn" in html


def test_a_minus_alone_asks_for_a_word(search):
    assert "từ đứng sau dấu trừ" in search("-nước")


def test_a_long_query_is_cut_and_says_so(search):
    make_article("Cam " * 40)
    assert "nhiều nhất 20 tiếng" in search("cam " * 30)
    assert "nhiều nhất 20 tiếng" in search("x" * 10_000)
    assert "nhiều nhất 20 tiếng" not in search("cam")


def test_whatever_is_typed_is_answered(client):
    """A thousand odd queries of all the signs that any search has a meaning for."""
    make_article("Đảng bộ 05-NQ/TW “hòa” AND x")
    chance = random.Random(7)
    parts = [*string.punctuation, *"“”„«»–—…", " ", "  ", "\t", "\n", "AND", "OR", "NOT", "NEAR("]
    parts += ["đảng", "bộ", "05", "-", '"', "'", "\\", "*", ":", "^", "🌻", "\u0301", "\u200b", "ﷺ"]
    parts += [
        "\ud800",
        "İ",
        "ſ",
        "ß",
        "٣",
        "²",
        "½",
        "_",
        "__",
        "%",
        "$$",
        ";--",
        "0",
        "000",
        "1.000",
    ]
    for _turn in range(1000):
        query = "".join(chance.choices(parts, k=chance.randrange(1, 40)))
        raw = query.encode("utf-8", "surrogatepass")
        response = client.get(URL, {"q": raw, "tu": raw[:20], "muc": raw[:20], "chu-de": raw[:20]})
        assert response.status_code == 200, query


def test_it_answers_words_of_every_length(client):
    make_article("a" * 190, lead="b" * 700, body=f"<p>{'c' * 5000} {'đ ' * 3000}</p>")
    for query in ("a" * 190, "b" * 5000, "c", "đ đ", '"đ đ đ"', "a" * 24):
        assert client.get(URL, {"q": query}).status_code == 200


@pytest.mark.parametrize("page_number", ["0", "-1", "x", "6", "99", "1e1", "", "²"])
def test_a_page_that_is_none_is_not_found(client, page_number):
    make_article("Cam")
    assert client.get(URL, {"q": "cam", "trang": page_number}).status_code == 404


# --- Pages, cost, privacy ------------------------------------------------------------------------


def test_pages_can_be_turned_and_end_where_the_ranking_ends(page, client, monkeypatch):
    for number in range(45):
        make_article(f"Nghị quyết số {number}")
    html = page("/tim-kiem/?q=nghị+quyết")
    assert "45 bài" in html
    assert "?q=ngh%E1%BB%8B+quy%E1%BA%BFt&amp;trang=2" in html
    assert "Bài 21 đến 40" in page("/tim-kiem/?q=nghị+quyết&trang=2")
    assert "Bài 41 đến 45" in page("/tim-kiem/?q=nghị+quyết&trang=3")
    page("/tim-kiem/?q=nghị+quyết&trang=4", status=404)
    monkeypatch.setattr("articles.reports.search.SHOWN", 40)
    assert "Chỉ liệt kê" in page("/tim-kiem/?q=nghị+quyết&trang=2")


def test_many_hits_are_counted_up_to_a_bound(search, monkeypatch):
    for number in range(9):
        make_article(f"Cam {number}", publish_at=in_days(-number * 20))
    monkeypatch.setattr("articles.reports.search.COUNTED", 5)
    monkeypatch.setattr("articles.reports.searchcounts.COUNTED", 5)
    monkeypatch.setattr("articles.reports.search.SHOWN", 5)
    html = search("cam")
    assert "Hơn 5 bài" in html
    assert "Xây dựng Đảng (hơn 5)" in html
    assert "30 ngày qua (2)" in html  # the period begins within the newest five


def test_it_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    for number in range(25):
        make_article(f"Nghị quyết số {number}", tags=[f"Thẻ {number}"])
    with django_assert_max_num_queries(11):  # PostgreSQL also asks how far a window reaches
        client.get(URL, {"q": "nghị quyết"})
    with django_assert_max_num_queries(8):  # sections and tags are known by now
        client.get(URL, {"q": "nghị quyết", "trang": "2"})


def test_articles_of_one_minute_stand_beside_each_other(search):
    base = make_article("Trùng phút").pk
    articles = [make_article(f"Trùng phút {number}") for number in range(3)]
    first, *rest = SearchEntry.objects.all()
    assert len({entry.key for entry in (first, *rest)}) == 4
    SearchEntry.objects.filter(article=articles[-1]).delete()
    articles[-1].pk = base + 1024  # wants the same place
    entry = SearchEntry.objects.entry_of(articles[-1], [])
    SearchEntry.objects.place([entry])
    assert entry.key not in SearchEntry.objects.values_list("key", flat=True)


def test_the_index_can_be_rebuilt(search, capsys):
    make_article("Cam sành", tags=["Chợ"])
    make_article("Cam nháp", published=False)
    before = SearchEntry.objects.values("key", "filters", "terms").get()
    SearchEntry.objects.all().delete()
    Word.objects.all().delete()
    assert headlines(search("cam")) == []
    call_command("rebuild_search")
    assert "1 articles can be found." in capsys.readouterr().out
    assert SearchEntry.objects.values("key", "filters", "terms").get() == before
    assert headlines(search("cam")) == ["Cam sành"]


def test_it_is_read_only_without_cookie_and_kept_by_nobody(client):
    assert client.post(f"{URL}?q=a").status_code == 405
    response = client.get(f"{URL}?q=a")
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()
