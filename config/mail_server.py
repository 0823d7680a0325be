"""The line to the mail server: TLS 1.2 or newer under a certificate that is checked, or none."""

from __future__ import annotations

import ssl

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.functional import cached_property


class Backend(EmailBackend):
    """Django's, which also trusts the authority that FOLGOP_MAIL_CA names."""

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=settings.MAIL_CA or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context
