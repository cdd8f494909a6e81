"""How long anything of a reader is kept, in words."""

from django.utils.translation import gettext as _

from comments.rules import keeping


def rules_of_keeping() -> list[tuple[str, str]]:
    """What is kept and for how long, in words, out of the numbers by which it is erased."""
    return [
        (
            _("A comment that waits for a decision"),
            _("until it is decided; never erased by itself"),
        ),
        (_("A published comment with its name"), _("as long as the article is on the portal")),
        (
            _("A comment that was not published"),
            _("%(days)s days after the decision; then its words, name and address are erased")
            % {"days": keeping.REJECTED.days},
        ),
        (
            _("A comment marked as spam"),
            _("%(days)s days; then its words, name and address are erased")
            % {"days": keeping.SPAM.days},
        ),
        (
            _("The e-mail address, encrypted"),
            _("%(days)s days after the last decision about the comment")
            % {"days": keeping.ADDRESS.days},
        ),
        (
            _("A keyed mark of the address, which nobody can turn back"),
            _("as long as the comment, so that we find what is yours when you ask"),
        ),
        (
            _("A mark of the network that the comment came from (not the IP address)"),
            _("%(hours)s hours") % {"hours": keeping.NETWORK.days * 24},
        ),
        (
            _("Mails that we have sent you"),
            _("the address in them: %(days)s days after sending") % {"days": keeping.MAIL.days},
        ),
        (
            _("A request about your data that you did not confirm"),
            _("%(days)s days") % {"days": keeping.UNPROVED.days},
        ),
        (
            _("A request about your data"),
            _("its address and your words until it is closed; the rest %(months)s months")
            % {"months": round(keeping.REQUESTS.days / 30.4)},
        ),
        (
            _("What moderators decided"),
            _("stays without words of yours; their notes are erased after %(months)s months")
            % {"months": round(keeping.NOTES.days / 30.4)},
        ),
        (
            _("That you want no mail, or had your data erased (as a keyed mark)"),
            _("%(days)s days, so that nothing is sent to you") % {"days": keeping.NO_MAIL.days},
        ),
    ]
