"""A photo is what it is, not what it is called."""

import io
import struct
import zlib

import pytest
from PIL import Image

from branch_portal.lib import images
from tests.factories import make_picture


def read(content):
    return images.read_photo(io.BytesIO(content))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_are_taken(format):
    prepared = read(make_picture(format=format))
    assert {(r.width, r.format) for r in prepared.renditions} == {
        (480, "webp"),
        (480, "jpeg"),
        (640, "webp"),
        (640, "jpeg"),
    }
    assert all(r.name.startswith("photos/") for r in prepared.renditions)


def test_a_small_picture_is_not_blown_up():
    assert {r.width for r in read(make_picture(size=(300, 200))).renditions} == {300}


def test_a_large_picture_comes_in_three_widths():
    prepared = read(make_picture(size=(3200, 2000)))
    assert sorted({(r.width, r.height) for r in prepared.renditions}) == [
        (480, 300),
        (960, 600),
        (1600, 1000),
    ]
    assert prepared.largest.width == 1600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>photo</body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        make_picture(format="GIF"),
        make_picture(format="TIFF"),
        make_picture(format="BMP"),
    ],
)
def test_what_is_no_photo_is_refused_in_one_sentence(content):
    with pytest.raises(images.PhotoRefused, match="không phải là ảnh"):
        read(content)


def test_forty_megabytes_of_html_are_refused_without_being_read_to_the_end():
    with pytest.raises(images.PhotoRefused, match="không phải là ảnh"):
        read(b"<html>" + b" " * 40 * 1024 * 1024)


def test_a_photo_of_more_than_15_mb_is_refused():
    with pytest.raises(images.PhotoRefused, match="15 MB"):
        read(make_picture() + b"\x00" * 15 * 1024 * 1024)


def test_a_damaged_photo_is_refused():
    with pytest.raises(images.PhotoRefused, match="hỏng"):
        read(make_picture(size=(1200, 800))[:600])


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (12_001, 10), (9_000, 6_000)])
def test_a_bomb_is_refused_by_its_header(width, height):
    with pytest.raises(images.PhotoRefused, match="điểm ảnh"):
        read(_png_header(width, height))


def _png_header(width, height):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_the_camera_data_do_not_survive_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[2] = (21.0, 18.0, 0.0)  # where it was taken
    prepared = read(make_picture(size=(600, 400), exif=exif))
    for rendition in prepared.renditions:
        picture = Image.open(io.BytesIO(rendition.content))
        assert not picture.getexif()
        assert "icc_profile" not in picture.info
        assert picture.height > picture.width


def test_transparent_parts_become_white():
    file = io.BytesIO()
    Image.new("RGBA", (200, 200), (255, 0, 0, 0)).save(file, "PNG")
    picture = Image.open(io.BytesIO(read(file.getvalue()).largest.content))
    assert picture.getpixel((100, 100)) == (255, 255, 255)


def test_the_name_follows_from_the_content_alone():
    assert read(make_picture()).sha256 == read(make_picture()).sha256
    assert read(make_picture()).sha256 != read(make_picture(colour="red")).sha256


@pytest.mark.parametrize("extra", [{}, {"transparency": 20000}])
@pytest.mark.parametrize("grey", [0x00, 0x20, 0x80, 0xFF])
def test_a_grey_picture_of_16_bits_keeps_its_grey(grey, extra):
    file = io.BytesIO()
    Image.new("I;16", (300, 200), grey * 256).save(file, "PNG", **extra)
    shown = Image.open(io.BytesIO(read(file.getvalue()).largest.content))
    assert shown.getpixel((40, 100)) == pytest.approx((grey,) * 3, abs=3)
