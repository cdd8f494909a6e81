"""What the heads of the public pages say to search engines and to those who show links."""

import datetime as dt
import json

import pytest
from lxml import html as parser

from articles import actions
from articles.models import Article, InfoPage, Section, Series, Snapshot
from articles.templatetags.machine_tags import article_machines
from branch_portal.lib.machines import in_script
from tests.factories import make_article, make_photo, make_section

pytestmark = pytest.mark.django_db
SITE = "https://bao.example.vn"
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \" '"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.SITE_NAME = "Đảng bộ huyện Thử"
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def head(client):
    """Of a page: (meta by name, canonical, data by type)."""

    def fetch(address, **kw):
        response = client.get(address, **kw)
        assert response.status_code == 200
        page = parser.fromstring(response.content.decode())
        meta = {
            (tag.get("property") or tag.get("name")): tag.get("content")
            for tag in page.iterfind(".//meta")
        }
        links = [link.get("href") for link in page.iterfind(".//link[@rel='canonical']")]
        assert len(links) <= 1
        data = {}
        for script in page.iterfind(".//script[@type='application/ld+json']"):
            found = json.loads(script.text)
            assert found["@context"] == "https://schema.org"
            data |= {thing["@type"]: thing for thing in found["@graph"]}
        return meta, links[0] if links else None, data

    return fetch


def steps(data):
    crumbs = data["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in crumbs] == list(range(1, len(crumbs) + 1))
    return [(step["name"], step["item"].removeprefix(SITE)) for step in crumbs]


# --- An article -----------------------------------------------------------------------------------


def test_an_article_tells_all_about_itself(head):
    above = make_section("Kinh tế")
    part = Section.objects.create(name="Nông nghiệp", slug="nong-nghiep", parent=above)
    series = Series.objects.create(name="Đất và người", slug="dat-va-nguoi")
    lines = [{"name": "Thu Nhàn", "user": None}, {"name": "Hà Vân", "user": None}]
    article = make_article(
        "Lúa chiêm & lúa mùa",
        section=part,
        series=series.pk,
        by_lines=lines,
        tags=["Nghị quyết", "Lúa"],
        photo=make_photo(caption="Đồng lúa", credit="Dương Hà"),
        body="<p>Một hai ba bốn năm.</p>",
    )
    meta, canonical, data = head(article.get_absolute_url() + "?fbclid=x")
    url = SITE + article.get_absolute_url()
    news = data["NewsArticle"]
    assert canonical == meta["og:url"] == news["mainEntityOfPage"]["@id"] == url
    assert news["headline"] == meta["og:title"] == "Lúa chiêm & lúa mùa"
    assert news["description"] == meta["description"] == article.lead
    assert news["datePublished"] == meta["article:published_time"] == "2022-01-10T08:30:00+07:00"
    assert news["dateModified"] == news["datePublished"]
    assert [(a["@type"], a["name"]) for a in news["author"]] == [
        ("Person", "Thu Nhàn"),
        ("Person", "Hà Vân"),
    ]
    assert news["author"][0]["url"] == f"{SITE}/tac-gia/thu-nhan/"
    assert news["publisher"]["name"] == meta["og:site_name"] == "Đảng bộ huyện Thử"
    assert news["publisher"]["logo"]["url"].startswith(f"{SITE}/static/icons/icon-512")
    assert news["articleSection"] == meta["article:section"] == "Nông nghiệp"
    assert news["keywords"] == ["Lúa", "Nghị quyết"]
    assert news["isAccessibleForFree"] is True
    assert news["wordCount"] == 5
    assert news["inLanguage"] == "vi"
    assert news["isPartOf"]["name"] == "Đất và người"
    photo, card = news["image"][0], news["image"][-1]
    assert (photo["caption"], photo["creditText"]) == ("Đồng lúa", "Dương Hà")
    assert card["url"] == meta["og:image"]
    assert (card["width"], card["height"]) == (1200, 630)
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:type"] == "article"
    assert meta["og:locale"] == "vi_VN"
    assert meta["twitter:card"] == "summary_large_image"
    assert steps(data) == [
        ("Trang nhất", "/"),
        ("Kinh tế", "/chuyen-muc/kinh-te/"),
        ("Nông nghiệp", "/chuyen-muc/nong-nghiep/"),
        ("Lúa chiêm & lúa mùa", article.get_absolute_url()),
    ]


def test_its_card_is_there(client, head):
    meta, _canonical, _data = head(make_article().get_absolute_url())
    response = client.get(meta["og:image"].removeprefix(SITE))
    assert response.headers["Content-Type"] == "image/jpeg"


def test_a_correction_is_told(head):
    article = make_article()
    words = Snapshot.newest(article)
    words.lead = "Đã sửa."
    actions.save_article(article, words, by=None)
    actions.publish_article(article, correction="Số đảng viên là 67.", by=None)
    article.refresh_from_db()
    meta, _canonical, data = head(article.get_absolute_url())
    news = data["NewsArticle"]
    assert [note["text"] for note in news["correction"]] == ["Số đảng viên là 67."]
    moment = dt.datetime.fromisoformat(news["dateModified"])
    assert moment == article.corrected_at.replace(microsecond=0)
    assert meta["article:modified_time"] == news["dateModified"]


def test_a_long_headline_is_shortened_for_search_engines_only(head):
    article = make_article("Việc " * 30)
    meta, _canonical, data = head(article.get_absolute_url())
    assert len(data["NewsArticle"]["headline"]) <= 110
    assert meta["og:title"] == article.headline


def test_an_article_without_author_comes_from_the_newsroom(head):
    _meta, _canonical, data = head(make_article(author_name="").get_absolute_url())
    assert data["NewsArticle"]["author"][0]["@type"] == "NewsMediaOrganization"


def test_no_words_leave_their_place(client, head):
    make_section("Kinh tế")
    Section.objects.update(name=HOSTILE[:60])
    article = make_article(
        HOSTILE, section=Section.objects.get(), lead=HOSTILE, author_name=HOSTILE, tags=[HOSTILE]
    )
    text = client.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    data = text[text.index("application/ld+json") :]
    assert "\u2028" not in data[: data.index("</script>")]
    meta, _canonical, data = head(article.get_absolute_url())
    assert data["NewsArticle"]["headline"] == article.headline
    assert data["NewsArticle"]["description"] == meta["og:description"] == article.lead
    assert "</script><script>" in article.headline


def test_a_script_of_data_cannot_be_left():
    told = in_script({"a": "</script>\u2028&"})
    inside = r'{"a":"\u003c/script\u003e\u2028\u0026"}'
    assert told == f'<script type="application/ld+json">{inside}</script>'


def test_a_preview_says_nothing_to_machines(client, editor):
    draft = make_article("Chưa đăng", published=False, by=editor)
    _link, token = actions.share_preview(draft, purpose="Thử", days=7, by=editor)
    text = client.get(f"/xem-thu/{token}/").content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "og:title" not in text
    assert "ld+json" not in text
    assert "anh-chia-se" not in text
    assert "canonical" not in text


def test_words_in_preparation_do_not_leak(head):
    article = make_article("Đã đăng")
    words = Snapshot.newest(article)
    words.headline = "Chưa đăng"
    actions.save_article(article, words, by=None)
    meta, _canonical, data = head(Article.objects.get().get_absolute_url())
    assert meta["og:title"] == data["NewsArticle"]["headline"] == "Đã đăng"


# --- The other pages ------------------------------------------------------------------------------


def test_the_front_page_says_whose_it_is_and_how_to_search_it(head):
    meta, canonical, data = head("/?utm_source=x&trang=7")
    assert canonical == meta["og:url"] == f"{SITE}/"
    assert meta["og:title"] == "Đảng bộ huyện Thử"
    assert data["NewsMediaOrganization"]["logo"]["width"] == 512
    action = data["WebSite"]["potentialAction"]
    template = action["target"]["urlTemplate"]
    assert template == f"{SITE}/tim-kiem/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"


def test_every_page_of_a_list_has_its_own_address(client, head):
    for number in range(45):
        make_article(f"Tin {number}", tags=["Nghị quyết"])
    for address in ("/chuyen-muc/xay-dung-dang/", "/chu-de/nghi-quyet/"):
        page = parser.fromstring(client.get(address).content.decode())
        older = page.find(".//a[@rel='next']").get("href")
        _meta, canonical, _data = head(address + "?utm_source=x")
        assert canonical == SITE + address
        _meta, canonical, _data = head(address + older + "&fbclid=x")
        assert canonical == SITE + address + older


def test_every_kind_of_page_can_be_shared(head):
    series = Series.objects.create(name="Đất & người", slug="dat-va-nguoi", about="Mười hai bài.")
    make_article(tags=["Nghị quyết"], series=series.pk)
    InfoPage.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>A</p>")
    for address, title in (
        ("/chuyen-muc/xay-dung-dang/", "Xây dựng Đảng"),
        ("/chu-de/nghi-quyet/", "Nghị quyết"),
        ("/chuyen-de/", ""),
        ("/chuyen-de/dat-va-nguoi/", "Đất & người"),
        ("/tac-gia/thu-nhan/", "Thu Nhàn"),
        ("/luu-tru/", "Lưu trữ"),
        ("/luu-tru/2022/", "2022"),
        ("/luu-tru/2022/1/", "1/2022"),
        ("/luu-tru/2022/1/10/", "10/01/2022"),
        ("/phong-su-anh/", "ảnh"),
        ("/thong-tin/gioi-thieu/", "Giới thiệu"),
    ):
        meta, canonical, data = head(address)
        assert canonical == meta["og:url"] == SITE + address
        assert title in meta["og:title"]
        assert "&amp;" not in meta["og:title"]
        assert steps(data)[-1] == (meta["og:title"], address)
        assert meta["og:image"].startswith(f"{SITE}/static/icons/share")
        assert meta["og:image:type"] == "image/png"


def test_no_page_claims_another_language(client):
    make_article()
    for address in ("/", Article.objects.get().get_absolute_url()):
        assert b"hreflang" not in client.get(address).content


def test_pages_that_say_no_have_no_address(client):
    text = client.get("/khong-co-gi/").content.decode()
    assert "canonical" not in text
    assert "og:url" not in text


def test_the_data_of_an_article_cost_no_query(client, django_assert_num_queries):
    article = make_article(tags=["A", "B"], photo=make_photo())
    page = client.get(article.get_absolute_url()).context
    with django_assert_num_queries(0):
        told = article_machines(page, page["article"])
    assert "NewsArticle" in told["data"]
