"""Folders of old pages: the article is found in each, and a broken one does not end the reading."""

import os

import pytest

from branch_portal.lib.archives import ArchiveRefused, read_folder
from branch_portal.lib.html import clean
from tests.portal.test_archives import HOSTILE
from tests.portal.test_legacy import NEWS, to_tcvn3, to_vni

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bài một | Trang cũ</title>
<meta name="author" content="Thu Nhàn"><meta property="article:published_time"
 content="2021-05-03T08:30:00+07:00"><meta name="keywords" content="xã, mới"><meta
 name="description" content="Dẫn"><meta property="article:section" content="Tin"></head>
<body><header>Đầu</header><nav><p>Mục lục dài</p></nav><div id="main"><h1>Bài <b>một</b></h1>
<p>NEWS</p><img src="../anh/a.jpg"><p>Hết</p></div><aside><p>Bên</p></aside>
<footer>Chân</footer><script>x()</script></body></html>""".replace("NEWS", NEWS)


@pytest.fixture
def folder(tmp_path):
    def filled(**pages):
        for name, text in pages.items():
            path = tmp_path / name.replace("__", "/").replace("_html", ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(read_folder(tmp_path))

    return filled


def test_a_page_is_read_without_what_stands_around_the_article(folder):
    (item,) = folder(tin__bai_html=PAGE)
    assert (item.key, item.address) == ("tin/bai.html", "/tin/bai.html")
    assert (item.title, item.lead, item.author) == ("Bài một", "Dẫn", "Thu Nhàn")
    assert (item.sections, item.tags) == (["Tin"], ["xã", "mới"])
    assert item.published_at.isoformat() == "2021-05-03T08:30:00+07:00"
    assert clean(item.html).replace("\n", "") == f"<p>{NEWS}</p><p>Hết</p>"
    assert item.pictures == ["../anh/a.jpg"]


def test_an_article_element_a_canonical_address_and_a_dated_name_are_used(folder):
    page = (
        '<link rel="canonical" href="https://cu.example.org/?p=5"><title>Tên » Trang</title>'
        f"<div><p>{NEWS * 3}</p></div><article><p>{NEWS}</p></article>"
    )
    (item,) = folder(**{"2021-05-03-bai_html": page})
    assert (item.title, item.address) == ("Tên", "/?p=5")
    assert item.aliases == ["/2021-05-03-bai.html"]
    assert item.published_at.isoformat() == "2021-05-03T00:00:00+07:00"
    assert item.html.count("Sáng nay") == 1


@pytest.mark.parametrize(("write", "name"), [(to_tcvn3, "TCVN3"), (to_vni, "VNI")])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "x-unknown"])
def test_pages_in_old_encodings_are_converted_and_noted(folder, write, name, charset):
    page = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f'<meta name="author" content="{write("Thu Nhàn")}">'
        f"<title>{write('Hội nghị sơ kết')}</title><p>{write(NEWS)}</p>"
    )
    (item,) = folder(a_html=page.encode("utf-8" if charset == "utf-8" else "latin-1"))
    assert (item.title, item.author) == ("Hội nghị sơ kết", "Thu Nhàn")
    assert item.html == f"<p>{NEWS}</p>"
    assert name in item.notes[0]


def test_a_lost_letter_is_noted(folder):
    page = f"<title>a</title><p>{to_tcvn3(NEWS + ' Trường được giao đường mới')}</p>".replace(
        "\xad", ""
    )
    (item,) = folder(a_html=page)
    assert "Chữ ư bị mất" in item.notes[1]


def test_broken_pages_say_so_and_the_rest_goes_on(folder, tmp_path):
    os.symlink("/etc/hostname", tmp_path / "b.html")
    (tmp_path / os.fsdecode(b"\xff.html")).write_text(PAGE)
    items = folder(
        a_html="", c_html=b"\x00\xff\xfe<p>x", d_html="<div>" * 5000 + "x", e_html=PAGE,
        f_html=PAGE[:700], g_html=HOSTILE, h_html="<article>" * 50 + "<h1>Tên",
        i_html="<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        j_html="<meta charset=zlib><time datetime=9999999-1>",
        k_html=b"\xff\xfe" + PAGE.encode("utf-16-le"), l_html=bytes(10_000_001),
    )  # fmt: skip
    titles = {item.key: item.title for item in items if not item.error}
    assert titles["e.html"] == titles["k.html"] == titles["?.html"] == "Bài một"
    assert titles["h.html"] == "Tên"
    assert not any(item.key == "b.html" for item in items)
    assert "10 MB" in next(item.error for item in items if item.key == "l.html")
    assert all("script" not in clean(item.html) for item in items)


def test_a_folder_without_pages_is_refused(folder, tmp_path):
    with pytest.raises(ArchiveRefused, match="HTML"):
        folder()
    with pytest.raises(ArchiveRefused, match="HTML"):
        list(read_folder(tmp_path / "nowhere"))
