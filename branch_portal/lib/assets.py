"""How the collected style sheets and scripts are named."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Written as our own scripts write it; those of packages import what they do not bring with them.
IMPORT = r'(?P<matched>import (?P<what>\{[^}]+\}) from "(?P<url>\./[^"]+)";)'


class Assets(CompressedManifestStaticFilesStorage):
    """Names with a hash, also where one script of ours imports another.

    So a browser keeps all of them for good, and an old script never meets a new one.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, 'import %(what)s from "%(url)s";'),)),
    )
