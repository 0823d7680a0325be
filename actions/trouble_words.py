"""Troubles in words: what is so, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "scheduler_stands_still": _(
        "Planlæggeren står stille, så ingen nye mails bliver til. Start den igen."
    ),
    "late_mail": _(
        "Mails, der skulle være sendt, venter endnu. Se, om mailserveren svarer og workeren kører."
    ),
    "undecided_mail": _(
        "Det er uvist, om en mail nåede frem. Spørg modtageren, og afgør det under Udsendelser."
    ),
    "failed_mail": _("En mail kunne ikke sendes. Årsagen står under Udsendelser."),
    "mail_server_away": _(
        "Mailserveren kan ikke nås, så mails venter. Se, om den svarer, og om EMAIL_URL passer. "
        "Årsagen står under Udsendelser."
    ),
    "mail_server_unsafe": _(
        "Mailserveren kan ikke nås over TLS, eller dens certifikat kan ikke godkendes. Mails "
        "venter og sendes ikke åbent. Årsagen står under Udsendelser; er certifikatet kommunens "
        "eget, så angiv udstederen i FOLGOP_MAIL_CA."
    ),
    "inbox_away": _(
        "Postkassen, som svar kommer til, kan ikke læses. Se, om mailserveren svarer over TLS med "
        "et certifikat, der kan godkendes, og om adgangskoden passer. Årsagen står i loggen."
    ),
    "ocr_missing": _(
        "OCR mangler, så scannede sider ikke kan læses. Installer tesseract-ocr og "
        "tesseract-ocr-dan på den maskine, workeren kører på, og genstart den."
    ),
    "files_wait": _(
        "Filer venter på at blive læst, og ingen bliver det. Se, om workeren kører, og start den "
        "igen."
    ),
    "disk_full": _(
        "Der er næsten ikke mere plads på disken. Gør plads, før nye filer bliver afvist."
    ),
    "backup_old": _(
        "Der er ikke taget en sikkerhedskopi i over et døgn. Se, hvad »manage.py backup« svarede, "
        "og kør den igen."
    ),
    "backup_never": _(
        "Der er aldrig taget en sikkerhedskopi. Kør »manage.py backup«, og sæt den til at køre "
        "hver nat."
    ),
    "clocks_differ": _(
        "Maskinernes ure går ikke ens, så mails kan gå ud på forkerte tidspunkter. Slå automatisk "
        "tid til på dem alle."
    ),
    "webhook_stopped": _(
        "Et andet system svarer ikke, og kaldene til det er stoppet. Se Register, Kald til andre "
        "systemer."
    ),
    "passkey_stopped": _(
        "En adgangsnøgle kan være kopieret og er taget ud af brug. Se i loggen hvis, og spørg "
        "personen. Beskeden forsvinder, når nøglen er fjernet på »Min profil« eller med »manage.py "
        "reset_login«."
    ),
    "suspect_address": _(
        "En adresse er afvist flere gange. Ret den i registret; imens skrives der til enheden."
    ),
}


def trouble_words(name: str) -> str:
    return str(WORDS[name])
