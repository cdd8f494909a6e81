"""A photo is what it is, not what it is called."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageColor, IptcImagePlugin, PngImagePlugin

from branch_portal.lib import images
from tests.factories import make_picture
from tests.portal.test_exif import iptc


def read(content):
    return images.read_photo(io.BytesIO(content))


def make_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("anh.jpg", b"x" * 4000)
    return file.getvalue()


def grain(size, format):
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, format)
    return file.getvalue()


def swapped_profile():
    """sRGB with the columns of red and blue exchanged."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = {}
    for number in range(int.from_bytes(content[128:132], "big")):
        at = 132 + 12 * number
        entries[bytes(content[at : at + 4])] = at
    red, blue = entries[b"rXYZ"], entries[b"bXYZ"]
    content[red : red + 4], content[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(content)


def stored(prepared):
    """Every file that would be written, opened."""
    return [
        Image.open(io.BytesIO(file.content)) for file in (prepared.original, *prepared.renditions)
    ]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "MPO"])
def test_the_formats_of_cameras_and_telephones_are_taken(format):
    prepared = read(make_picture(format=format))
    assert [(r.width, r.format) for r in prepared.renditions] == [
        (width, format) for width in (480, 640) for format in ("jpeg", "webp", "avif")
    ]
    for rendition in prepared.renditions:
        picture = Image.open(io.BytesIO(rendition.content))
        assert picture.format.lower() == rendition.format
        assert picture.size == (rendition.width, rendition.height)
        assert picture.convert("RGB").getpixel((9, 9)) == pytest.approx((128, 128, 0), abs=9)


@pytest.mark.parametrize("brand", [b"mif1", b"msf1", b"heix"])
def test_a_heic_is_taken_under_each_of_its_brands(brand):
    content = make_picture(format="HEIF")
    assert read(content[:8] + brand + content[12:]).largest.width == 640


def test_a_small_picture_is_not_blown_up():
    prepared = read(make_picture(size=(300, 200)))
    assert {r.width for r in prepared.renditions} == {300}
    assert (prepared.original.width, prepared.original.height) == (300, 200)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (480, [480]),
        (481, [480, 481]),
        (1000, [480, 800, 1000]),
        (1600, [480, 800, 1200, 1600]),
        (3200, [480, 800, 1200, 1600]),
    ],
)
def test_a_picture_comes_in_up_to_four_widths(width, widths):
    prepared = read(make_picture(size=(width, width // 2)))
    rows = [(r.width, r.height) for r in prepared.renditions if r.format == "jpeg"]
    assert rows == [(wanted, round(wanted / width * (width // 2))) for wanted in widths]
    assert prepared.largest.width == widths[-1]


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 1), (600, 4801)])
def test_the_oddest_shapes_come_through(size):
    assert all(picture.width and picture.height for picture in stored(read(make_picture(size))))


@pytest.mark.parametrize(
    ("size", "kept"), [((5000, 3000), (4096, 2458)), ((8160, 6120), (4080, 3060))]
)
def test_the_original_is_kept_nearly_whole_and_apart(size, kept):
    prepared = read(make_picture(size=size))
    original = prepared.original
    assert (original.width, original.height) == kept
    assert Image.open(io.BytesIO(original.content)).size == kept
    assert original.name.startswith("originals/")
    # Who knows a public address must not know this one.
    assert original.name.split("/")[-1].removesuffix(".jpg") not in prepared.largest.name
    assert prepared.sha256[:32] in prepared.largest.name
    assert all(r.name.startswith("photos/") for r in prepared.renditions)


def test_everything_is_stored_once_and_can_be_taken_away():
    prepared = read(make_picture(colour="teal"))
    written = images.store(prepared)
    assert len(written) == 7
    assert images.store(prepared) == []
    with default_storage.open(prepared.original.name) as file:
        assert file.read() == prepared.original.content
    images.discard(written)
    assert not any(default_storage.exists(name) for name in written)


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
        make_picture(format="AVIF"),
        make_zip(),
        b"\x00\x00\x00\x18ftypisom" + bytes(40),
    ],
)
def test_what_is_no_photo_is_refused_in_one_sentence(content):
    with pytest.raises(images.PhotoRefused, match="không phải là ảnh"):
        read(content)


def test_forty_megabytes_of_html_are_refused_without_being_read_to_the_end():
    with pytest.raises(images.PhotoRefused, match="không phải là ảnh"):
        read(b"<html>" + b" " * 40 * 1024 * 1024)


def test_a_photo_of_more_than_25_mb_is_refused():
    with pytest.raises(images.PhotoRefused, match="25 MB"):
        read(make_picture() + b"\x00" * 25 * 1024 * 1024)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_damaged_photo_is_refused(format, share):
    content = grain((600, 400), format)
    with pytest.raises(images.PhotoRefused, match="hỏng"):
        read(content[: max(14, int(len(content) * share))])


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x1cftypheic"])
def test_a_zip_behind_the_head_of_a_photo_is_refused(head):
    with pytest.raises(images.PhotoRefused, match="hỏng"):
        read(head + make_zip())


def test_what_hangs_on_behind_the_photo_is_left_behind():
    prepared = read(make_picture() + b"<script>alert(1)</script>" + make_zip())
    for file in (prepared.original, *prepared.renditions):
        assert b"<script>" not in file.content
        assert b"PK\x03\x04" not in file.content


@pytest.mark.parametrize("format", ["PNG", "WEBP", "HEIF"])
def test_of_a_moving_picture_the_first_is_taken(format):
    file = io.BytesIO()
    first, second = (Image.new("RGB", (200, 100), colour) for colour in ("red", "blue"))
    first.save(file, format, save_all=True, append_images=[second])
    for picture in stored(read(file.getvalue())):
        assert not getattr(picture, "is_animated", False)
        assert picture.convert("RGB").getpixel((50, 50)) == pytest.approx((255, 0, 0), abs=9)


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 30_000), (12_001, 10), (9_000, 6_000), (11_000, 10_000)]
)
def test_a_bomb_is_refused_by_its_header(width, height):
    with pytest.raises(images.PhotoRefused, match="điểm ảnh"):
        read(_png_header(width, height))


def test_a_heic_that_claims_too_many_pixels_is_refused():
    content = make_picture(format="HEIF")
    claim = content.replace(struct.pack(">II", 640, 400), struct.pack(">II", 9_000, 6_000))
    assert claim != content
    with pytest.raises(images.PhotoRefused, match="điểm ảnh"):
        read(claim)


def test_a_heic_that_claims_fewer_pixels_than_it_has_is_no_way_around_the_limit():
    content = make_picture(size=(3_000, 2_000), format="HEIF")
    claim = content.replace(struct.pack(">II", 3_000, 2_000), struct.pack(">II", 640, 400))
    assert claim != content
    with pytest.raises(images.PhotoRefused, match="hỏng"):
        read(claim)


def _png_header(width, height):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


CAMERA = b"Camera-Ba-Trang"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_camera_data_survive_in_no_file(format):
    exif = Image.Exif()
    exif[0x010F] = CAMERA.decode()
    exif.get_ifd(0x8825)[2] = (21.0, 18.0, 0.0)  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", CAMERA.decode())
    extra = {"JPEG": {"comment": CAMERA}, "PNG": {"pnginfo": text}}.get(format, {})
    content = make_picture(
        format=format, exif=exif, xmp=b"<x>" + CAMERA + b"</x>", icc_profile=profile, **extra
    )
    if format == "JPEG":
        content = content[:2] + iptc({(2, 80): CAMERA}) + content[2:]
    assert content.count(CAMERA) >= 2
    prepared = read(content)
    for picture in stored(prepared):
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(picture.info)
        assert not IptcImagePlugin.getiptcinfo(picture)
    assert not [
        file.name for file in (prepared.original, *prepared.renditions) if CAMERA in file.content
    ]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_file_stands_upright_however_the_camera_was_held(format, orientation):
    upright = Image.new("RGB", (600, 400), "white")
    upright.paste("red", (0, 0, 300, 200))
    upright.paste("blue", (300, 0, 600, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    held = upright.transpose(HELD[orientation]) if orientation > 1 else upright
    file = io.BytesIO()
    # As bytes: only then does the HEIC writer turn the picture in the container too.
    held.save(file, format, exif=exif.tobytes())
    for picture in stored(read(file.getvalue())):
        assert picture.width > picture.height
        seen = picture.convert("RGB")
        width, height = seen.size
        for x, y, colour in ((1, 1, (255, 0, 0)), (3, 1, (0, 0, 255)), (1, 3, (255, 255, 255))):
            shown = seen.getpixel((width * x // 4, height * y // 4))
            assert shown == pytest.approx(colour, abs=12)


HELD = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def test_broken_camera_data_are_no_reason_to_refuse_a_picture():
    assert read(make_picture(exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + bytes(20)))


@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_a_picture_in_other_colours_looks_as_it_was_meant(format):
    # A profile in which red and blue have changed places makes a blue picture of a red one.
    turned = ImageCms.ImageCmsProfile(io.BytesIO(swapped_profile()))
    content = make_picture(colour="red", format=format, icc_profile=turned.tobytes())
    for picture in stored(read(content)):
        red, _green, blue = picture.convert("RGB").getpixel((50, 50))
        assert blue > 200
        assert red < 60


def test_a_broken_profile_is_no_reason_to_refuse_a_picture():
    assert read(make_picture(icc_profile=b"no profile at all"))


@pytest.mark.parametrize(("ink", "colour"), [((0, 255, 255, 0), "red"), ((0, 0, 0, 0), "white")])
def test_a_picture_for_printing_becomes_one_for_the_screen(ink, colour):
    file = io.BytesIO()
    Image.new("CMYK", (200, 200), ink).save(file, "JPEG", quality=95)
    shown = Image.open(io.BytesIO(read(file.getvalue()).largest.content))
    assert shown.mode == "RGB"
    assert shown.getpixel((50, 50)) == pytest.approx(ImageColor.getrgb(colour), abs=9)


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


def test_a_glimpse_is_small_and_refuses_what_is_no_photo():
    with Image.open(io.BytesIO(images.glimpse(make_picture(size=(2000, 1000))))) as small:
        assert (small.format, small.size) == ("JPEG", (200, 100))
    for content in (b"", b"\x01\0\0\0 drawn", make_picture(format="GIF"), make_picture()[:300]):
        with pytest.raises(images.PhotoRefused):
            images.glimpse(content)
