"""Old archives: WordPress exports, tables, folders of pages; broken ones are read to their end."""

import datetime as dt
import tracemalloc

import pytest

from branch_portal.lib.archives import ArchiveRefused, read_wxr
from branch_portal.lib.archives.item import from_plain, moment, paragraphs, path_of
from branch_portal.lib.html import clean

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:extra="http://example.org/extra/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Trang cũ</title><link>https://cu.example.org</link>
<wp:author><wp:author_login><![CDATA[nhan]]></wp:author_login>
<wp:author_display_name><![CDATA[Thu Nhàn]]></wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>"
HOSTILE = '<script>x()</script><img src=x onerror="x()"><a href="javascript:x()">a</a><svg><p>'


def post(number=12, body="Nội dung", kind="post", status="publish", more="", title="Bài & cũ"):
    return f"""<item><title><![CDATA[{title}]]></title>
<link>https://cu.example.org/2021/05/bai-{number}.html</link>
<dc:creator><![CDATA[nhan]]></dc:creator>
<guid isPermaLink="false">https://cu.example.org/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[Tóm tắt]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[2021-05-03 08:30:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2021-05-03 01:30:00]]></wp:post_date_gmt>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>
<category domain="category" nicename="tin"><![CDATA[Tin tức]]></category>
<category domain="post_tag" nicename="xa"><![CDATA[Xã mới]]></category>
<category domain="post_format" nicename="x"><![CDATA[Khác]]></category>{more}</item>
"""


def attachment(number, name, caption=""):
    more = f"<wp:attachment_url>https://cu.example.org/anh/{name}</wp:attachment_url>"
    return post(number, kind="attachment", status="inherit", more=more).replace("Tóm tắt", caption)


@pytest.fixture
def read(tmp_path):
    def reader(text, how=read_wxr, name="archive"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(how(path))

    return reader


def wxr(*posts):
    return HEAD + "".join(posts) + TAIL


# ---- WordPress ----


def test_an_article_of_wordpress_keeps_what_it_had(read):
    (item,) = read(wxr(post(body="Một\n\nHai\nba")))
    assert item.key == "https://cu.example.org/?p=12"
    assert (item.title, item.lead, item.author) == ("Bài & cũ", "Tóm tắt", "Thu Nhàn")
    assert item.html == "<p>Một</p>\n<p>Hai<br>\nba</p>"
    assert (item.sections, item.tags) == (["Tin tức"], ["Xã mới"])
    assert item.published_at == dt.datetime(2021, 5, 3, 1, 30, tzinfo=dt.UTC)
    assert (item.state, item.error, item.notes) == ("published", None, [])
    assert (item.address, item.aliases) == ("/2021/05/bai-12.html", ["/?p=12"])


def test_only_articles_come_and_drafts_stay_drafts(read):
    zero = post(5, status="draft").replace("2021-05-03 01:30:00", "0000-00-00 00:00:00")
    items = read(
        wxr(
            post(1, kind="page"),
            post(2, kind="nav_menu_item"),
            post(3, status="trash"),
            post(4, status="auto-draft"),
            zero,
            post(6, status="future"),
            post(7, more="<wp:post_password>x</wp:post_password>"),
        )
    )
    assert [item.state for item in items] == ["draft"] * 3
    assert [len(item.notes) for item in items] == [0, 1, 1]
    assert items[0].published_at.isoformat() == "2021-05-03T08:30:00+07:00"


def test_short_codes_become_figures_and_links(read):
    body = (
        '[caption id="a" align="x" width="5"]<a href="/to.jpg"><img src="/anh/a.jpg" alt="A" /></a>'
        ' Hội trường. Ảnh: Hà[/caption]\n\n[caption caption="Cũ"]<img src="/b.jpg">[/caption]\n\n'
        '[gallery ids="7,8,99"]\n\n[embed]https://video.example.org/?a=1&b=2[/embed]\n\n'
        "[vc_row a='1'][vc_column_text]Chữ[/vc_column_text][/vc_row] [sic] và [1]<!--more-->"
    )
    meta = (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value>8</wp:meta_value></wp:postmeta>"
    )
    (item,) = read(
        wxr(post(body=body, more=meta), attachment(7, "7.jpg", "Bảy"), attachment(8, "8.jpg"))
    )
    assert (
        '<img src="/anh/a.jpg" alt="A" /><figcaption>Hội trường. Ảnh: Hà</figcaption>' in item.html
    )
    assert "<figcaption>Cũ</figcaption>" in item.html
    assert 'src="https://cu.example.org/anh/7.jpg" alt=""><figcaption>Bảy</figcaption>' in item.html
    assert '<a href="https://video.example.org/?a=1&amp;b=2">' in item.html
    assert "<p>Chữ [sic] và [1]</p>" in item.html
    assert item.cover == "https://cu.example.org/anh/8.jpg"
    assert item.pictures == [
        "https://cu.example.org/anh/8.jpg",
        "/anh/a.jpg",
        "/b.jpg",
        "https://cu.example.org/anh/7.jpg",
    ]
    assert "<figure" not in clean(item.html)  # until the pictures have addresses of ours
    assert "Hội trường" in clean(item.html)


def test_a_broken_article_says_so_and_the_rest_goes_on(read):
    items = read(
        wxr(
            post(1),
            post(2).replace("</title>", ""),
            post(3, body="a\x0b\x00\ufffeb]]&amp;"),
            "<item><title>Bị cắt ngang",
            post(4),
            post(5, body="&chưa; <b>").replace("<![CDATA[&chưa; <b>]]>", "&chưa;"),
            post(6, title=""),
            post(7, more="<unbound:x/>"),
            post(8, more="<extra:x/>"),
        )
    )
    assert [(item.key.rpartition("=")[2], bool(item.error)) for item in items] == [
        ("1", False),
        ("item:2", True),
        ("3", False),
        ("item:4", True),
        ("4", False),
        ("item:5", True),
        ("6", True),
        ("item:7", True),
        ("8", False),
    ]
    assert "ab]]" in items[2].html


def test_an_export_may_break_off_anywhere(read):
    whole = wxr(attachment(7, "7.jpg"), *(post(n) for n in range(5))).encode()
    start = whole.index(b"<item>")
    for length in range(start, len(whole), 37):
        items = read(whole[:length])
        assert [item.error for item in items[:-1]] == [None] * len(items[:-1])
    with pytest.raises(ArchiveRefused, match="WordPress"):
        read(whole[:100])


@pytest.mark.parametrize(
    "text", [b"", b"<rss></rss>", b"\xff\xfe\x00", b"PK\x03\x04", b"a" * 99_999]
)
def test_another_file_is_no_export(read, text):
    with pytest.raises(ArchiveRefused, match="WordPress"):
        read(text)


def test_entities_of_an_export_stay_closed(read):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    text = wxr(post(1).replace("<![CDATA[Nội dung]]>", "&a;&b;"), post(2))
    items = read(text.replace("<rss", bomb + "<rss", 1))
    assert [bool(item.error) for item in items] == [True, False]
    (item,) = read(wxr(bomb.join(["<item>", post(1)[6:]])))
    assert item.error


def test_a_large_export_does_not_sit_in_memory(tmp_path):
    path = tmp_path / "large.xml"
    with path.open("w") as file:
        file.write(HEAD)
        for number in range(200):
            file.write(post(number, body="ngày mới " * 6_000))
        file.write(TAIL)
    assert path.stat().st_size > 12_000_000
    tracemalloc.start()
    count = sum(1 for item in read_wxr(path) if not item.error)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 10_000_000


@pytest.mark.parametrize(
    "body",
    ["[caption " * 20_000, "[gallery" * 9_000, "<img " * 20_000, "[embed]" * 20_000,
     "<!-- wp:" * 9_000, "\n\n" * 50_000,
     "<p>" * 5_000, HOSTILE, "[caption]" + HOSTILE + "[/caption]"],
)  # fmt: skip
def test_hostile_text_is_read_quickly_and_comes_out_of_the_sanitiser_inert(read, body):
    (item,) = read(wxr(post(body=body)))
    cleaned = clean(item.html)
    assert "script" not in cleaned
    assert "onerror" not in cleaned


def test_blocks_keep_their_shape_and_lines_become_paragraphs():
    assert paragraphs("a\r\n \r\nb\rc") == "<p>a</p>\n<p>b<br>\nc</p>"
    assert paragraphs("a\n<ul>\n<li>b</li>\n</ul>\nc") == "<p>a\n<ul>\n<li>b</li>\n</ul>\nc</p>"
    assert paragraphs("<h2>a</h2>\n\n<p>b</p>") == "<h2>a</h2>\n<p>b</p>"
    assert paragraphs("\n\n") == ""
    assert from_plain("a < b & c\n\nd") == "<p>a &lt; b &amp; c</p>\n<p>d</p>"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03/05/2021", "2021-05-03T00:00:00+07:00"),
        ("3/5/2021 8:30", "2021-05-03T08:30:00+07:00"),
        ("03-05-2021, 8h30", "2021-05-03T08:30:00+07:00"),
        ("2021-05-03", "2021-05-03T00:00:00+07:00"),
        ("2021-05-03T08:30:15.123Z", "2021-05-03T08:30:15+00:00"),
        ("2021-05-03 08:30+0900", "2021-05-03T08:30:00+09:00"),
    ],
)
def test_dates_are_read_the_vietnamese_way(text, iso):
    assert moment(text).isoformat() == iso


@pytest.mark.parametrize(
    "text", ["31/02/2021", "05/13/2021", "hôm qua", "2021", "1/1/1 x", "0000-00-00"]
)
def test_what_is_no_date_is_an_error(text):
    assert moment(" ") is None
    with pytest.raises(ValueError, match=r".*"):
        moment(text)


def test_addresses_are_paths():
    assert path_of("https://cu.example.org/a/b.html?x=1#y") == "/a/b.html?x=1"
    assert path_of("?p=12") == "/?p=12"
    assert path_of("a/b.html") == "/a/b.html"
    for nothing in ("", "javascript:x()", "http://[", "https://cu.example.org"):
        assert path_of(nothing) == ""
