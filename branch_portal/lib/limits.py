"""How often somebody may do something, without remembering who it was."""

import hmac
import ipaddress
import secrets
import time

from django.core.cache import cache
from django.utils import timezone

_DAY = 24 * 60 * 60  # seconds


def network_tag(address: str) -> str:
    """Return a name for the network of an address that nobody can turn back into the address.

    The whole /24 (IPv4) or /56 (IPv6) has one tag, and another one every day: the key is drawn by
    lot, lives in the shared cache alone and is gone a day later, and with it the way back.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        if ip.version == 6 and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        length = 24 if ip.version == 4 else 56
        network = str(ipaddress.ip_network(f"{ip}/{length}", strict=False))
    return hmac.new(_key_of_the_day(), network.encode(), "sha256").hexdigest()[:16]


def _key_of_the_day() -> bytes:
    name = f"network-key:{timezone.localdate():%Y%m%d}"
    return cache.get_or_set(name, lambda: secrets.token_bytes(32), timeout=_DAY)


def count(name: str, tag: str, *, seconds: int) -> tuple[int, int]:
    """Count one try; return how many fell into this span of `seconds`, and the seconds it lasts on.

    The count lives in the shared cache; two tries in the same instant may count as one, which is
    close enough for a limit.
    """
    now = time.time()
    span = int(now // seconds)
    key = f"limit:{name}:{tag}:{span}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, timeout=seconds)
    return tries, max(1, int((span + 1) * seconds - now))
