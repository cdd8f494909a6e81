"""What the sign-in library asks the project to decide."""

import logging
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from branch_portal.lib.http import client_address
from branch_portal.lib.limits import network_tag

logger = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are opened by the administrator; nobody signs up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail comes from a setting, never from the request's Host header."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def get_password_change_redirect_url(self, request) -> str:
        """Everybody signs in anew after a change; then to work, not to the form once more."""
        return reverse("home")

    def get_client_ip(self, request) -> str:
        """Limits count networks by a tag that nobody can turn back into an address."""
        return network_tag(client_address(request))

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        # The library puts the Host header in, whose port a guesser may vary for a fresh count.
        return f"sign-in:{credentials.get('username', '').lower()}"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail server that is down spoils nothing that is done already, but the log says so."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("The mail %s was not sent.", template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: User) -> str:
        """The name in the authenticator app: the user name, no address of mail."""
        return user.username
