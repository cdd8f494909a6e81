"""The archive of an older site moves in: dry run, ledger, resume, pictures, old addresses."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry
from articles.models import (
    Article,
    ImportItem,
    ImportRun,
    OldAddress,
    Photo,
    Revision,
    Tag,
)
from articles.reports.archive import Media
from tests.factories import make_picture, make_section

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [
    "id",
    "title",
    "lead",
    "content",
    "author",
    "section",
    "tags",
    "date",
    "url",
    "status",
    "cover",
]
TEXT = "<p>Chi bộ thôn Thượng bàn việc làm đường, ai cũng góp một ngày công.</p>"


def row(number, **kw):
    return {
        "id": f"bai-{number}",
        "title": f"Bài số {number}",
        "lead": "Chuyện làm đường.",
        "content": TEXT,
        "author": "Thu Nhàn, Hà Vân",
        "section": "Kinh tế",
        "tags": "Nông thôn mới; làm đường",
        "date": "05/03/2019 08:30",
        "url": f"https://cu.example.vn/2019/bai-{number}.html",
        "status": "published",
        "cover": "",
    } | kw


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return path


def run(kind, path, **options):
    out = io.StringIO()
    call_command("import_archive", kind, str(path), stdout=out, **options)
    return out.getvalue()


def outcomes():
    run = ImportRun.objects.first()
    return dict(run.items.values_list("key", "outcome"))


@pytest.fixture
def economy(db):
    return make_section("Kinh tế")


@pytest.fixture
def table(tmp_path, economy):
    """Write a table of these rows and return its path."""
    return lambda *rows: write(tmp_path / "bai.csv", rows)


def test_a_row_becomes_a_published_article_with_everything_it_had(table, economy, editor):
    said = run("csv", table(row(1)), author="bientap")
    article = Article.objects.published().get()
    assert (article.headline, article.lead) == ("Bài số 1", "Chuyện làm đường.")
    assert article.body == TEXT
    assert article.section == economy
    assert article.author_name == "Thu Nhàn – Hà Vân"
    assert sorted(article.tags.values_list("name", flat=True)) == ["Nông thôn mới", "làm đường"]
    assert article.publish_at == dt.datetime(2019, 3, 5, 1, 30, tzinfo=dt.UTC)
    assert article.created_by == editor
    assert Revision.objects.get().note == "Từ kho lưu trữ cũ"
    assert OldAddress.objects.get().path == "/2019/bai-1.html"
    entry = ImportItem.objects.get()
    assert (entry.key, entry.outcome, entry.article) == ("bai-1", "taken", article)
    assert ImportRun.objects.get().finished_at
    assert AuditEntry.objects.filter(verb="article.taken_over", actor=editor).exists()
    assert "1 taken over" in said


def test_readers_of_the_old_address_find_it(client, table):
    run("csv", table(row(1)))
    assert client.get("/2019/bai-1.html")["Location"] == Article.objects.get().get_absolute_url()


def test_a_draft_stays_one_and_so_does_what_has_no_date(table):
    run("csv", table(row(1, status="draft"), row(2, date="")))
    assert set(Article.objects.values_list("state", flat=True)) == {"draft"}
    assert "Bài không có ngày" in ImportItem.objects.get(key="bai-2").message
    assert not Article.objects.published().exists()


def test_an_unknown_section_goes_where_the_operator_says(table, economy):
    path = table(row(1, section="Chuyện lạ"), row(2))
    run("csv", path)
    assert outcomes() == {"bai-1": "refused", "bai-2": "taken"}
    assert "--section" in ImportItem.objects.get(key="bai-1").message
    run("csv", path, section="kinh-te")
    assert Article.objects.get(headline="Bài số 1").section == economy
    entry = ImportItem.objects.get(key="bai-1", outcome="taken")
    assert "“Chuyện lạ”" in entry.message
    assert "Kinh tế" in entry.message


def test_sections_and_tags_are_the_same_without_their_marks(table, economy):
    Tag.objects.create(name="Nông thôn mới")
    run("csv", table(row(1, section="kinh te", tags="nong thon moi")))
    assert Article.objects.get().section == economy
    assert Tag.objects.count() == 1


# --- Pictures ---


def media(tmp_path, *names):
    for number, name in enumerate(names):
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make_picture(colour=(number * 40, 90, 30)))
    return tmp_path / "old"


def test_pictures_come_from_the_folder_with_their_words(table, tmp_path):
    folder = media(tmp_path, "2019/duong.jpg", "2019/cau.jpg")
    text = (
        '<figure><img src="https://cu.example.vn/uploads/2019/duong-300x200.jpg" alt="Con đường">'
        "<figcaption>Con đường mới. Ảnh: Lê Bình</figcaption></figure>"
        f'{TEXT}<p><img src="/uploads/2019/cau.jpg"><img src="/uploads/2019/mat.jpg"></p>'
    )
    run("csv", table(row(1, content=text)), media=folder)
    article = Article.objects.get()
    road, bridge = Photo.objects.order_by("pk")
    assert (road.caption, road.credit, road.alt) == ("Con đường mới.", "Lê Bình", "Con đường")
    assert article.photo == road
    assert article.photo_uses.get(place="shown").alt == "Con đường"
    assert f'data-photo-id="{bridge.pk}"' in article.body
    assert "cu.example.vn" not in article.body
    entry = ImportItem.objects.get()
    assert entry.outcome == "taken"
    assert "“mat.jpg”" in entry.message


def test_more_pictures_found_later_come_with_the_next_import(table, tmp_path):
    path = table(row(1, content=f'{TEXT}<img src="/a/cau.jpg">'))
    run("csv", path)
    assert not Photo.objects.exists()
    run("csv", path, media=media(tmp_path, "a/cau.jpg"))
    article = Article.objects.published().get()
    assert article.photo_uses.filter(place="text").exists()
    assert article.version == 2


def test_a_broken_picture_does_not_keep_the_article_out(table, tmp_path):
    folder = media(tmp_path, "cau.jpg")
    (folder / "cau.jpg").write_bytes(make_picture()[:400])
    run("csv", table(row(1, content=f'{TEXT}<img src="cau.jpg">')), media=folder)
    assert Article.objects.published().exists()
    assert "hỏng" in ImportItem.objects.get().message
    assert not Photo.objects.exists()


def test_of_two_pictures_of_one_name_the_nearer_path_counts(tmp_path):
    found = Media(media(tmp_path, "2019/anh.jpg", "2020/anh.jpg", "x/mot.jpg"))
    assert found.find("https://cu.example.vn/up/2020/anh.jpg?w=3").parent.name == "2020"
    assert found.find("/khac/anh.jpg") is None
    assert found.find("MOT.JPG").name == "mot.jpg"
    assert found.find("../../../etc/passwd") is None
    assert found.find("data:image/png;base64,iVBORw0KGgo=") == b"\x89PNG\r\n\x1a\n"


# --- What goes wrong ---


def test_a_refused_item_leaves_nothing_but_its_line(table, tmp_path, settings):
    text = '<img src="cau.jpg" alt="">'
    folder = media(tmp_path, "cau.jpg")
    rows = [row(1, content="", lead=""), row(2, section="Lạ", content=text), row(3)]
    run("csv", table(*rows), media=folder)
    assert outcomes() == {"bai-1": "refused", "bai-2": "refused", "bai-3": "taken"}
    assert "chưa có nội dung" in ImportItem.objects.get(key="bai-1").message
    assert Article.objects.count() == 1
    assert not Photo.objects.exists()
    assert Tag.objects.count() == 2
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_files_of_pictures_go_again_when_their_article_is_refused(table, tmp_path, settings):
    run("csv", table(row(1, content="", cover="cau.jpg")), media=media(tmp_path, "cau.jpg"))
    assert outcomes() == {"bai-1": "refused"}
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_picture_may_be_all_there_is_to_see(table, tmp_path):
    text = '<p><img src="cau.jpg"></p>'
    run("csv", table(row(1, content=text)), media=media(tmp_path, "cau.jpg"))
    assert "<img" in Article.objects.published().get().body


def test_the_picture_that_stood_for_the_article_leads_and_is_not_shown_twice(table, tmp_path):
    folder = media(tmp_path, "cau.jpg", "duong.jpg")
    text = f'{TEXT}<img src="duong.jpg"><p>Hai</p><img src="cau.jpg" alt="Cầu"><p>Ba</p>'
    run("csv", table(row(1, content=text, cover="/up/cau.jpg")), media=folder)
    article = Article.objects.get()
    assert article.photo_uses.get(place="shown").photo == article.photo
    assert article.photo_uses.get(place="text").photo != article.photo
    assert article.body.count("<img") == 1


def test_hostile_html_comes_in_inert(table):
    text = f'{TEXT}<script>alert(1)</script><p onclick="x()"><a href="javascript:x()">a</a></p>'
    run("csv", table(row(1, content=text + '<iframe src="https://xau.example"></iframe>')))
    body = Article.objects.get().body
    for sign in ("script", "onclick", "iframe"):
        assert sign not in body


def test_a_key_that_stands_twice_is_taken_once(table):
    run("csv", table(row(1), row(1, title="Bài khác"), row(2)))
    assert Article.objects.count() == 2
    entry = ImportItem.objects.get(outcome="refused")
    assert "hai mục" in entry.message


def test_two_items_of_one_old_address_keep_it_for_the_first(table):
    run("csv", table(row(1), row(2, url="/2019/bai-1.html")))
    assert OldAddress.objects.get().article.headline == "Bài số 1"
    assert "/2019/bai-1.html" in ImportItem.objects.get(key="bai-2").message


def test_words_too_long_for_their_place_are_not_lost(table):
    long = "rất dài " * 40
    rows = [row(1, title=f"Tiêu đề {long}", lead="Dẫn " + long * 5, author="Nguyễn " * 40)]
    rows.append(row(2, tags=f"ngắn; {long}", url="/" + "x" * 600))
    run("csv", table(*rows))
    first, second = Article.objects.order_by("pk")
    assert first.body.startswith("<p>Tiêu đề rất dài")
    assert first.lead == ""
    assert len(first.headline) <= 200
    assert list(second.tags.values_list("name", flat=True)) == ["ngắn"]
    assert "không giữ được" in ImportItem.objects.get(key="bai-2").message


@pytest.mark.parametrize("options", [{"section": "khong-co"}, {"author": "khong-co"}])
def test_what_the_operator_mistypes_is_said_first(table, options):
    with pytest.raises(CommandError, match="khong-co"):
        run("csv", table(row(1)), **options)
    assert not ImportRun.objects.exists()


def test_a_file_that_is_no_archive_leaves_no_ledger(tmp_path, economy):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError):
        run("csv", tmp_path / "x.csv")
    with pytest.raises(CommandError, match="is not there"):
        run("wxr", tmp_path / "khong-co.xml")
    assert not ImportRun.objects.exists()


# --- The dry run ---


def test_a_dry_run_tells_what_would_happen_and_stores_nothing(table):
    rows = [row(1), row(2, status="draft"), row(3, section="Lạ"), row(4, date="hôm qua")]
    rows.append(row(5, content=f'{TEXT}<img src="/a/mat.jpg">'))
    path = table(*rows)
    said = run("csv", path, dry_run=True)
    assert "Nothing was stored" in said
    assert "2  published articles" in said
    assert "1  drafts" in said
    assert "2  refused" in said
    assert "1  pictures that are not in --media" in said
    assert "of section “Lạ”, not known here: need --section" in said
    assert not ImportRun.objects.exists()
    assert not Article.objects.exists()
    run("csv", path)
    said = run("csv", path, dry_run=True)
    assert "3  left out: taken before" in said


# --- The other kinds ---

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Báo cũ</title>
<item><title>Đường về thôn</title><link>https://cu.example.vn/2020/duong-ve-thon/</link>
<dc:creator>ha</dc:creator><guid isPermaLink="false">https://cu.example.vn/?p=12</guid>
<content:encoded><![CDATA[Đoạn một.

Đoạn hai.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>12</wp:post_id><wp:post_date>2020-02-03 08:00:00</wp:post_date>
<wp:post_date_gmt>2020-02-03 01:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="kinh-te"><![CDATA[Kinh tế]]></category></item>
</channel></rss>"""


def test_a_wordpress_export_brings_both_of_its_addresses(client, tmp_path, economy):
    (tmp_path / "cu.xml").write_text(WXR, "utf-8")
    run("wxr", tmp_path / "cu.xml")
    article = Article.objects.published().get()
    assert article.body == "<p>Đoạn một.</p><p>Đoạn hai.</p>"
    for address in ("/2020/duong-ve-thon/", "/?p=12"):
        assert client.get(address)["Location"] == article.get_absolute_url()


def test_a_folder_of_pages_brings_its_own_pictures(tmp_path, economy):
    folder = tmp_path / "site"
    (folder / "anh").mkdir(parents=True)
    (folder / "anh" / "cau.jpg").write_bytes(make_picture())
    (folder / "2018-05-06-cau.html").write_text(
        "<html><head><meta charset=utf-8><meta property='article:section' content='Kinh tế'>"
        f"</head><body><article><h1>Cây cầu mới</h1>{TEXT * 3}<img src='anh/cau.jpg'></article>",
        "utf-8",
    )
    run("folder", folder)
    article = Article.objects.published().get()
    assert article.headline == "Cây cầu mới"
    assert article.photo_uses.count() == 1
