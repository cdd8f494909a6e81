"""Copies are recognised as copies, and what only looks alike to a machine is not."""

import io
import random

import pytest
from PIL import Image, ImageEnhance

from branch_portal.lib import similar
from branch_portal.lib.text import words
from branch_portal.management.demo.pictures import MOTIFS, draw


def grainy(motif, seed=0):
    picture = draw(motif, seed, (800, 533))
    noise = random.Random(motif).randbytes(picture.width * picture.height)
    grain = Image.frombytes("L", picture.size, noise)
    return Image.blend(picture, Image.merge("RGB", (grain, grain, grain)), 0.1)


def recompressed(picture, quality=40):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue()))


def cropped(picture, share):
    width, height = picture.size
    x, y = int(width * share / 2), int(height * share / 2)
    return picture.crop((x, y, width - x, height - y))


def through_a_messenger(picture):
    smaller = cropped(picture, 0.02).resize((600, 400))
    return recompressed(ImageEnhance.Brightness(smaller).enhance(1.05), 50)


PICTURES = {motif: grainy(motif) for motif in sorted(MOTIFS)}
WAYS = {
    "resized": (lambda picture: picture.resize((267, 178)), 7),
    "recompressed": (recompressed, 7),
    "grey": (lambda picture: picture.convert("L"), 7),
    "brighter": (lambda picture: ImageEnhance.Brightness(picture).enhance(1.1), 7),
    "cropped": (lambda picture: cropped(picture, 0.02), similar.PICTURE_NEAR),
    "messenger": (through_a_messenger, similar.PICTURE_NEAR),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_a_picture_is_near_and_an_index_finds_it(way):
    change, most = WAYS[way]
    for picture in PICTURES.values():
        one, other = similar.picture_hash(picture), similar.picture_hash(change(picture))
        assert similar.distance(one, other) <= most
        assert share_a_band(similar.bands(one), similar.bands(other))


def test_different_pictures_are_far_apart():
    hashes = [similar.picture_hash(picture) for picture in PICTURES.values()]
    nearest = min(
        similar.distance(one, other) for one in hashes for other in hashes if one is not other
    )
    assert nearest > similar.PICTURE_NEAR + 2


def test_a_plain_area_is_nothing_to_recognise():
    assert similar.picture_hash(Image.new("RGB", (640, 400), "olive")) == 0


def share_a_band(one, other):
    return any(a == b for a, b in zip(one, other, strict=True))


def test_bands_find_every_hash_within_seven_bits():
    chance = random.Random(7)
    for _ in range(300):
        value = chance.getrandbits(64)
        other = value
        for place in chance.sample(range(64), 7):
            other ^= 1 << place
        assert share_a_band(similar.bands(value), similar.bands(other))
    assert similar.bands(0x0102030405060708) == (1, 2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("value", [0, 1, 2**63 - 1, 2**63, 2**64 - 1])
def test_a_hash_survives_the_database(value):
    assert -(2**63) <= similar.signed(value) < 2**63
    assert similar.unsigned(similar.signed(value)) == value


@pytest.fixture(scope="module")
def texts():
    """Twenty invented articles of 400 syllables over one vocabulary: worse than real ones."""
    chance = random.Random(3)
    every = [a + b + c for a in "bcdhlmstv" for b in "aăâeêioôơuư" for c in ("", "n", "ng", "m")]
    vocabulary = chance.sample(every, 120)
    return [" ".join(chance.choices(vocabulary, k=400)) for _ in range(20)]


def every_tenth_replaced(text):
    found = words(text)
    found[::10] = ["khác"] * len(found[::10])
    return " ".join(found)


def a_sentence_rewritten(text):
    found = words(text)
    found[100:140] = reversed(found[100:140])
    return " ".join(found)


def test_a_text_with_a_tenth_rewritten_is_near_and_an_index_finds_it(texts):
    for text in texts:
        copy = a_sentence_rewritten(text)
        assert share_a_band(similar.text_bands(text), similar.text_bands(copy))
        assert similar.resemblance(text, copy) > 0.8


def test_a_text_with_every_tenth_syllable_replaced_is_recognised(texts):
    copies = [every_tenth_replaced(text) for text in texts]
    assert all(
        similar.resemblance(text, copy) > similar.TEXT_RESEMBLES
        for text, copy in zip(texts, copies, strict=True)
    )
    found = [
        share_a_band(similar.text_bands(text), similar.text_bands(copy))
        for text, copy in zip(texts, copies, strict=True)
    ]
    assert sum(found) >= 0.9 * len(texts)


def test_marks_case_and_punctuation_make_no_other_text():
    one, other = "Chi bộ họp, bàn việc khó của thôn.", "CHI BO HOP BAN VIEC KHO CUA THON"
    assert similar.text_bands(one) == similar.text_bands(other)
    assert similar.resemblance(one, other) == 1


def test_different_texts_are_far_apart(texts):
    for number, text in enumerate(texts):
        for other in texts[:number]:
            assert not share_a_band(similar.text_bands(text), similar.text_bands(other))
            assert similar.resemblance(text, other) < 0.1


@pytest.mark.parametrize("text", ["", "   ", "…"])
def test_no_words_make_no_hash(text):
    assert similar.text_bands(text) == ()
    assert similar.resemblance(text, "Chi bộ họp") == 0


@pytest.mark.parametrize("text", ["Họp", "Chi bộ", "Chi bộ họp bàn " * 2000])
def test_bands_fit_the_database(text):
    assert len(similar.text_bands(text)) == 8
    assert all(0 <= band < 2**31 for band in similar.text_bands(text))
