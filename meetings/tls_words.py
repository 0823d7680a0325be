"""Why a line over TLS did not come about, in words for who runs the place."""

from __future__ import annotations

import ssl

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_…).
NOT_YET, EXPIRED, SELF_SIGNED, SELF_SIGNED_ABOVE = 9, 10, 18, 19
UNKNOWN_ABOVE, UNKNOWN_BELOW, WRONG_NAME, WRONG_ADDRESS = 20, 21, 62, 64

_UNKNOWN = gettext_lazy("Certifikatet er udstedt af nogen, som denne maskine ikke stoler på.")
_OTHER_HOST = gettext_lazy("Certifikatet gælder for en anden vært.")
_WHY = {
    NOT_YET: gettext_lazy("Certifikatet gælder ikke endnu."),
    EXPIRED: gettext_lazy("Certifikatet er udløbet."),
    SELF_SIGNED: gettext_lazy("Certifikatet har værten selv udstedt."),
    SELF_SIGNED_ABOVE: _UNKNOWN,
    UNKNOWN_ABOVE: _UNKNOWN,
    UNKNOWN_BELOW: _UNKNOWN,
    WRONG_NAME: _OTHER_HOST,
    WRONG_ADDRESS: _OTHER_HOST,
}
_TOO_OLD = {
    "UNSUPPORTED_PROTOCOL",
    "TLSV1_ALERT_PROTOCOL_VERSION",
    "WRONG_SSL_VERSION",
    "NO_PROTOCOLS_AVAILABLE",
}


def tls_words(error: ssl.SSLError) -> str:
    """Return one or two sentences on what the other end's TLS lacks."""
    if isinstance(error, ssl.SSLCertVerificationError):
        known = _WHY.get(error.verify_code)
        words = _("Certifikatet kan ikke godkendes: %(why)s") % {"why": error.verify_message}
        return str(known) if known else words
    if error.reason in _TOO_OLD:
        return _("Den anden ende kan kun ældre TLS end 1.2.")
    if isinstance(error, ssl.SSLEOFError):
        return _("Den anden ende afbrød. Måske kan den kun ældre TLS end 1.2.")
    return _("TLS-forbindelsen mislykkedes (%(why)s).") % {"why": error.reason}
