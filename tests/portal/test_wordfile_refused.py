"""No hostile or broken .docx does more than be refused with a sentence."""

import io
import random
import re
import struct
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from branch_portal.lib import wordfile
from branch_portal.lib.html import clean
from branch_portal.lib.wordfile import WordRefused, converted, read_word
from tests.portal.test_wordfile import jpeg, picture, repacked, reporters_file, saved

STYLES = (
    f'<w:styles {nsdecls("w")}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style></w:styles>'
)


@pytest.fixture
def news():
    return reporters_file()


def refusal(file):
    with pytest.raises(WordRefused) as refused:
        read_word(file)
    return str(refused.value)


def archive(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    content.seek(0)
    return content


def test_other_files_are_refused_with_a_sentence_that_says_what_to_do():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "lưu lại thành .docx" in refusal(io.BytesIO(ole))
    assert "mật khẩu" in refusal(io.BytesIO(ole + "EncryptedPackage".encode("utf-16-le")))
    assert "không phải tệp Word" in refusal(io.BytesIO(b"%PDF-1.4"))
    assert "không phải tệp Word" in refusal(io.BytesIO(b""))
    assert "thư mục nén" in refusal(archive({"ảnh.jpg": b"x"}))
    assert "bị hỏng" in refusal(io.BytesIO(b"PK\x03\x04 nothing else"))
    assert "bị hỏng" in refusal(archive({"[Content_Types].xml": "<a/>", "word/x": ""}))


def test_an_empty_document_is_refused():
    assert "không có chữ" in refusal(saved(Document()))


class TooLarge(io.RawIOBase):
    """A file of 200 MB of which nobody may read a byte."""

    def seek(self, offset, whence=0):
        return 200 * 1024 * 1024 if whence == 2 else offset

    def read(self, *size):
        raise AssertionError("read before its size was judged")


def test_a_file_of_200_mb_is_refused_before_it_is_read():
    assert "30 MB" in refusal(TooLarge())


def test_bombs_are_not_opened(news, monkeypatch):
    good = saved(news)
    zeros = bytes(11 * 1024 * 1024)
    assert "giải nén" in refusal(repacked(good, {"word/media/big.bmp": zeros}))
    assert "giải nén" in refusal(
        repacked(good, {"word/big.xml": b"<a>" + b"x" * 21 * 1024 * 1024 + b"</a>"})
    )
    assert "giải nén" in refusal(repacked(good, {f"word/{n}.txt": b"" for n in range(5_001)}))
    flood = b"<a>" + b"<b/>" * 150_001 + b"</a>"
    assert "giải nén" in refusal(repacked(good, {"word/flood.xml": flood}))
    deep = b"<a>" * 300 + b"</a>" * 300
    assert "giải nén" in refusal(repacked(good, {"customXml/deep.xml": deep}))
    monkeypatch.setattr(wordfile, "LARGEST_WHOLE", 3_000)
    assert "giải nén" in refusal(good)


def test_a_size_that_lies_is_no_way_in(news):
    data = bytearray(repacked(saved(news), {"word/x.xml": b"<a>" + b" " * 10**6 + b"</a>"}).read())
    true_size = struct.pack("<I", 10**6 + 7)
    assert data.count(true_size) == 2
    assert "bị hỏng" in refusal(io.BytesIO(bytes(data.replace(true_size, struct.pack("<I", 100)))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "word/x"])
def test_entities_are_refused(news, part, encoding):
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "bbbb">' + "".join(
        f'<!ENTITY b{n} "{f"&b{n - 1 or str()};" * 10}">' for n in range(1, 9)
    )
    bomb += ']><a xmlns="x">&b8;</a>'
    assert "giải nén" in refusal(repacked(saved(news), {part: bomb.encode(encoding)}))
    secret = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert "giải nén" in refusal(repacked(saved(news), {part: secret.encode()}))


def test_a_picture_from_elsewhere_is_not_fetched(news, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(jpeg().read())

    def external(old):
        target = f"file://{tmp_path}/secret.jpg".encode()
        return re.sub(
            rb'Target="media/image1[^"]*"', b'TargetMode="External" Target="%s"' % target, old
        )

    linked = repacked(
        saved(news),
        {
            "word/_rels/document.xml.rels": external,
            "word/document.xml": lambda old: old.replace(b"r:embed=", b"r:link=", 1),
        },
    )
    word = read_word(linked)
    assert len(word.pictures) == 1
    assert word.pictures_left_out == 1
    assert str(tmp_path) not in word.html
    assert word.pictures[0].caption == "Đại biểu phát biểu"


def test_more_than_a_hundred_pictures_are_refused(news):
    for _number in range(99):
        picture(news)
    assert "100 ảnh" in refusal(saved(news))


def test_hostile_links_come_out_of_the_sanitiser_inert(news):
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), news.part.relate_to("javascript:alert(1)", "http://x/hyperlink", True))
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>&lt;script&gt;bấm</w:t></w:r>"))
    news.paragraphs[2]._p.append(link)
    html = clean(read_word(saved(news)).html)
    assert "javascript" not in html
    assert "<script" not in html
    assert "&lt;script&gt;bấm" in html


def outcome(data):
    """Read a file that may be anything: a text or a refusal, never another exception."""
    try:
        return bool(converted(read_word(io.BytesIO(data))).html)
    except WordRefused as refused:
        return str(refused)


def test_a_truncated_file_is_refused(news):
    data = saved(news).read()
    for length in range(0, len(data), len(data) // 50):
        assert isinstance(outcome(data[:length]), str)


def test_flipped_bytes_never_crash_the_reader(news):
    chance, data = random.Random(3), saved(news).read()
    for _attempt in range(60):
        broken = bytearray(data)
        for _flip in range(chance.randint(1, 20)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        outcome(bytes(broken))


def test_missing_and_scrambled_parts_never_crash_the_reader(news):
    # Without the many styles that nobody uses, a file is read in a tenth of the time.
    file, chance = repacked(saved(news), {"word/styles.xml": STYLES}), random.Random(4)
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        texts = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
    for name in names:
        outcome(repacked(file, {name: None}).read())
        outcome(repacked(file, {name: b""}).read())
    for name, text in texts.items():
        for _attempt in range(8):  # well-formed, but not what the schema says
            tags = re.findall(rb'w:\w+|r:\w+|"[^"]{1,40}"', text) or [b"x"]
            old, new = chance.choice(tags), chance.choice(tags)
            if old[:1] == new[:1]:
                outcome(repacked(file, {name: text.replace(old, new)}).read())
