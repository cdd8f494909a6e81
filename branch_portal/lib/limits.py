"""How often somebody may do something, without remembering who it was."""

import hmac
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone


def network_tag(address: str) -> str:
    """Return a name for the network of an address that nobody can turn back into the address.

    The whole /24 (IPv4) or /56 (IPv6) has one tag, and another one every day.
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
    words = f"{timezone.localdate():%Y%m%d} {network}"
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), "sha256").hexdigest()[:16]


def seconds_to_wait(name: str, tag: str, *, most: int, seconds: int) -> int:
    """Count one try; return 0 while at most `most` fall into a span of `seconds`.

    Beyond that, return the seconds until the span ends. The count lives in the shared cache; two
    tries in the same instant may count as one, which is close enough for a limit.
    """
    now = time.time()
    span = int(now // seconds)
    key = f"limit:{name}:{tag}:{span}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, timeout=seconds)
    return 0 if tries <= most else max(1, int((span + 1) * seconds - now))
