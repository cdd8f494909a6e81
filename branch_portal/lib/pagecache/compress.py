"""Smaller answers: Brotli and gzip."""

import gzip

import brotli

SMALLEST = 512  # bytes; below it nothing is won
KINDS = ("text/", "application/json", "application/feed+json", "application/manifest+json")


def is_worth(kind: str, body: bytes) -> bool:
    """Is an answer of this content type made smaller at all?"""
    return len(body) >= SMALLEST and (kind.startswith(KINDS) or "xml" in kind)


def well(body: bytes) -> dict[str, bytes]:
    """Return a body in all its compressed forms; a page is compressed once and sent often."""
    return {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=9),
        "gzip": gzip.compress(body, 9, mtime=0),
    }


def quickly(encoding: str, body: bytes) -> bytes:
    """Compress an answer that is sent once."""
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=4)
    return gzip.compress(body, 4, mtime=0)
