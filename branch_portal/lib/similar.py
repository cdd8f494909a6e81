"""Which pictures and which texts are copies of one another, though no byte need be the same.

Written here because the usual packages for it drag a numerical library along, for forty lines.
Hashes are unsigned numbers of 64 bits; the figures below were measured on the demo world (75 drawn
pictures with grain, 66 articles of some 450 syllables) and are tested in tests/portal.
"""

import struct
from hashlib import blake2b

from PIL import Image

from branch_portal.lib.text import fold, words

# Differing bits of two `picture_hash`. Resized, grey or at JPEG quality 30: at most 4. Brighter by
# a quarter: 7; cropped by 2%: 8; that, brighter and recompressed by a messenger: 9; cropped by 4%:
# 11. Different motifs: never below 16. The same motif drawn anew came below 11 in 3 of 75 pairs.
PICTURE_NEAR = 10
# `resemblance` of two texts. A tenth rewritten in sentences: 0.88 and more; every tenth syllable
# replaced: 0.63; three tenths rewritten: 0.67; cut: 1. Different articles: at most 0.07.
TEXT_RESEMBLES = 0.4

_SYLLABLES = 3  # of one shingle
_LARGEST_BAND = 2**31 - 1  # what an IntegerField takes


def picture_hash(image: Image.Image) -> int:
    """The picture in 64 bits: is it lighter to the right, in nine columns and eight rows?

    Takes RGB or grey. 0 means that there is nothing to recognise, as in a plain area of one colour.
    """
    pixels = image.resize((9, 8), Image.Resampling.LANCZOS, reducing_gap=3).convert("L").tobytes()
    value = 0
    for row in range(0, 72, 9):
        for place in range(row, row + 8):
            value = value << 1 | (pixels[place] < pixels[place + 1])
    return value


def distance(a: int, b: int) -> int:
    """In how many of their 64 bits two hashes differ."""
    return (a ^ b).bit_count()


def bands(value: int) -> tuple[int, ...]:
    """A `picture_hash` in eight numbers of 8 bits, each of them for an index of its own.

    Two hashes at a distance of 7 or less share one at least, in its place; so did all 783 altered
    pictures at 8 to 10 (with four bands of 16 bits: 93 of 100), and 7 of 100 pairs of others.
    """
    return tuple(value.to_bytes(8, "big"))


def text_bands(text: str) -> tuple[int, ...]:
    """Eight numbers (31 bits) of which near copies share one at least, in its place; () when empty.

    For an index: with every tenth syllable replaced 97 of 100 copies share one, different articles
    none. `resemblance` then decides.
    """
    # MinHash: the smallest of all shingles is the same one as often as the texts are the same.
    rows = [struct.unpack(">16I", blake2b(shingle).digest()) for shingle in _shingles(text)]
    least = [min(column) for column in zip(*rows, strict=True)]
    return tuple(
        (first * 0x9E3779B1 + second) % _LARGEST_BAND
        for first, second in zip(least[::2], least[1::2], strict=True)
    )


def resemblance(a: str, b: str) -> float:
    """Which part of the shorter text stands in the other too, word for word: 0 to 1."""
    one, other = _shingles(a), _shingles(b)
    return len(one & other) / max(1, min(len(one), len(other)))


def signed(value: int) -> int:
    """A hash as a BigIntegerField takes it."""
    return value - (1 << 64) if value >> 63 else value


def unsigned(value: int) -> int:
    """What `signed` was made of."""
    return value % (1 << 64)


def _shingles(text: str) -> set[bytes]:
    """All runs of three syllables, without marks and case; a shorter text is one."""
    found = words(fold(text))
    starts = range(max(1, len(found) - _SYLLABLES + 1)) if found else ()
    return {" ".join(found[start : start + _SYLLABLES]).encode() for start in starts}
