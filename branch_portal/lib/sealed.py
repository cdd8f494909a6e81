"""Addresses of people: stored so that the database alone tells nobody whose they are."""

import contextlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "branch_portal.address_tag"


class Unreadable(Exception):
    """The key that sealed this is not among ADDRESS_KEYS any more."""


def seal(address: str) -> bytes:
    """Encrypt an address with the first of ADDRESS_KEYS."""
    return _cipher().encrypt(address.encode())


def unseal(cipher: bytes | memoryview) -> str:
    """Return the address again. Raises Unreadable."""
    try:
        return _cipher().decrypt(bytes(cipher)).decode()
    except InvalidToken as unknown:
        raise Unreadable from unknown


def reseal(cipher: bytes | memoryview) -> bytes:
    """Encrypt anew with the first key, for whoever retires an older one. Raises Unreadable."""
    try:
        return _cipher().rotate(bytes(cipher))
    except InvalidToken as unknown:
        raise Unreadable from unknown


def address_tag(address: str) -> str:
    """Return 32 letters that are the same for the same mailbox and tell nothing else.

    Keyed with SECRET_KEY, so that nobody can try addresses. What stands after "+" does not count.
    """
    name, _at, host = address.strip().lower().rpartition("@")
    name = name.partition("+")[0]
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode()
    return salted_hmac(_SALT, f"{name}@{host}", algorithm="sha256").hexdigest()[:32]


def masked(address: str) -> str:
    """Enough of an address to recognise it again: "n•••@e•••.vn"; empty without one."""
    name, at, host = address.rpartition("@")
    domain, dot, ending = host.rpartition(".")
    return f"{name[:1]}•••@{domain[:1]}•••{dot}{ending}" if at else ""


def _cipher() -> MultiFernet:
    return _made(tuple(settings.ADDRESS_KEYS))


@cache
def _made(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
