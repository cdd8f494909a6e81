"""What a photo says of itself: taken when a person wrote it, left when a machine did."""

import datetime as dt
import io
import struct
import unicodedata

import pytest
from PIL import Image

from branch_portal.lib import exif
from tests.factories import make_picture

CAPTION = "Hội nghị tổng kết của chi bộ thôn Đông."


def iptc(fields):
    """A JPEG segment with the fields {(record, number): bytes} as agencies write them."""
    block = b"".join(
        struct.pack(">BBBH", 0x1C, *key, len(value)) + value for key, value in fields.items()
    )
    resource = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    )
    segment = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment


def with_iptc(fields):
    content = make_picture()
    return read(content[:2] + iptc(fields) + content[2:])


def with_exif(tags, details=None):
    """`tags` and `details` are {number: value}; bytes are written as they are."""
    data = Image.Exif()
    for number, value in tags.items():
        data[number] = value
    data.get_ifd(0x8769).update(details or {})
    return read(make_picture(exif=data))


def read(content):
    return exif.read(Image.open(io.BytesIO(content)))


def windows_1258(text):
    """As older programs wrote Vietnamese: base letters whole, the tones behind them."""
    parts = []
    for letter in text:
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = _split(letter)
            parts.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(parts)


def _split(letter):
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "")), tone


@pytest.mark.parametrize(
    "raw",
    [
        CAPTION.encode(),
        windows_1258(CAPTION),
        # Another program took the bytes for western letters and wrote those in UTF-8.
        b"".join(
            bytes([byte]).decode("cp1252", "ignore").encode() or bytes([0xC2, byte])
            for byte in CAPTION.encode()
        ),
        CAPTION.encode() + b"\0\0rest",
        b"  H\xe1\xbb\x99i   ngh\xe1\xbb\x8b\r\n" + " tổng kết của chi bộ thôn Đông.".encode(),
    ],
)
def test_a_caption_is_read_in_whatever_letters_it_was_written(raw):
    assert with_exif({0x010E: raw}).caption == CAPTION


def test_western_names_survive():
    raw = "Ảnh của André Muñoz".encode()
    assert with_exif({0x010E: "Foto: Però André".encode("cp1252")}).caption == ("Foto: Però André")
    assert with_exif({0x010E: raw}).caption == "Ảnh của André Muñoz"


def test_the_words_that_windows_writes_are_read():
    about = with_exif(
        {0x9C9B: "Gặt lúa ở xã Đoài\0".encode("utf-16-le"), 0x9C9D: "Hà Vân\0".encode("utf-16-le")}
    )
    assert (about.caption, about.credit) == ("Gặt lúa ở xã Đoài", "Hà Vân")


@pytest.mark.parametrize("marked", [True, False])
def test_the_words_of_an_agency_come_first(marked):
    fields = {(1, 90): b"\x1b%G"} if marked else {}
    fields |= {(2, 120): CAPTION.encode(), (2, 80): "Lê Thị Mười".encode()}
    about = with_iptc(fields)
    assert (about.caption, about.credit) == (CAPTION, "Lê Thị Mười")


@pytest.mark.parametrize(
    "junk",
    [
        "OLYMPUS DIGITAL CAMERA",
        "MINOLTA DIGITAL CAMERA         ",
        "SAMSUNG",
        "SAMSUNG CSC",
        "SONY DSC",
        "DCIM\\100MEDIA\\DJI_0012.JPG",
        "<KENOX S630  / Samsung S630>",
        "Created with GIMP",
        "Exif_JPEG_PICTURE",
        "IMG_20260102_030405",
        "DSC 0012",
        "cof",
        "sdr_HDRB",
        "   ",
        "\0\0\0\0",
    ],
)
def test_what_cameras_write_by_themselves_is_no_caption(junk):
    assert with_exif({0x010E: junk}).caption == ""


@pytest.mark.parametrize("junk", ["Picasa", "unknown", "SAMSUNG", "user", "0", "iPhone 15", "-"])
def test_what_cameras_write_by_themselves_is_no_credit(junk):
    assert with_exif({0x013B: junk}).credit == ""


def test_words_behind_a_cameras_words_are_found():
    about = with_exif({0x010E: "SONY DSC", 0x9C9B: "Chợ quê ngày áp Tết".encode("utf-16-le")})
    assert about.caption == "Chợ quê ngày áp Tết"


def test_long_words_are_cut_between_words():
    about = with_exif({0x010E: "ruong dong " * 80, 0x013B: "ho ten " * 40})
    assert len(about.caption) <= 300
    assert about.caption.endswith("ruong dong…")
    assert len(about.credit) <= 80


def test_the_moment_is_that_of_the_portal_unless_the_camera_knows_better():
    assert with_exif({}, {0x9003: "2026:01:02 03:04:05"}).taken_at == dt.datetime(
        2026, 1, 1, 20, 4, 5, tzinfo=dt.UTC
    )
    assert with_exif({}, {0x9003: "2026:01:02 03:04:05", 0x9011: "+02:00"}).taken_at == dt.datetime(
        2026, 1, 2, 1, 4, 5, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    "moment", ["0000:00:00 00:00:00", "2000:01:01 00:00:00", "2126:01:01 00:00:00", "gestern", ""]
)
def test_a_clock_that_was_never_set_counts_for_nothing(moment):
    assert with_exif({}, {0x9003: moment}).taken_at is None


@pytest.mark.parametrize(
    "block", [b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\x7f", b"Exif\0\0MM\0*" + bytes(40)]
)
def test_broken_camera_data_count_as_absent(block):
    assert read(make_picture(exif=block)) == exif.About()


def test_a_broken_block_of_an_agency_does_no_harm():
    content = make_picture()
    segment = bytearray(iptc({(2, 120): CAPTION.encode()}))
    segment[-30:] = b"\x1c\x02\x78\xff\xff" + b"\xff" * 25
    assert read(content[:2] + bytes(segment) + content[2:]).credit == ""
