import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query", ["sinh hoat chuyen de", "Sinh hoạt chuyên đề", "Đảng bộ", "dang bo", "DANG+BO", "67"]
)
def test_it_finds_with_and_without_marks(page, query):
    make_article("Sinh hoạt chuyên đề ở Đảng bộ huyện", lead="Sapo của bài.")
    make_article("Chuyện khác", body="<p>Không liên quan.</p>")
    html = page(f"/tim-kiem/?q={query}")
    assert "Sinh hoạt chuyên đề ở Đảng bộ huyện" in html
    assert "Chuyện khác" not in html
    assert "Thứ Hai, 10/01/2022" in html
    assert "Sapo của bài." in html
    assert "1 bài" in html


def test_the_query_stays_in_its_field_as_text(page):
    html = page("/tim-kiem/?q=%22%3E%3Cscript%3E")
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_decomposed_letters_find_the_same(client):
    make_article("Đảng bộ huyện")
    decomposed = "Đa\u0309ng bo\u0323\u0302"
    assert "Đảng bộ huyện" in client.get("/tim-kiem/", {"q": decomposed}).content.decode()


def test_nothing_found_says_what_to_try(page):
    make_article()
    html = page("/tim-kiem/?q=xyzzy")
    assert "Không có bài nào chứa đủ các từ “xyzzy”" in html
    assert "Hãy thử ít từ hơn" in html


@pytest.mark.parametrize("query", ["", "%20", "***", "%08", '"', "a" * 5000, "AND OR NOT NEAR("])
def test_odd_queries_are_answered_quietly(page, query):
    make_article()
    page(f"/tim-kiem/?q={query}")
    page("/tim-kiem/")


def test_drafts_are_not_found(page):
    make_article("Bản nháp kín", published=False)
    assert "Bản nháp kín" not in page("/tim-kiem/?q=nhap+kin")


def test_more_than_a_page_is_said_honestly_and_can_be_turned(page, django_assert_max_num_queries):
    for number in range(25):
        make_article(f"Nghị quyết số {number}")
    with django_assert_max_num_queries(5):
        html = page("/tim-kiem/?q=nghị+quyết")
    assert "Hơn 20 bài" in html
    assert "?q=ngh%E1%BB%8B+quy%E1%BA%BFt&amp;trang=2" in html
    second = page("/tim-kiem/?q=nghị+quyết&trang=2")
    assert "Bài 21 đến 25" in second
    page("/tim-kiem/?q=nghị+quyết&trang=3", status=404)


def test_it_is_read_only_and_without_cookie(client):
    assert client.post("/tim-kiem/?q=a").status_code == 405
    assert not client.get("/tim-kiem/?q=a").cookies
