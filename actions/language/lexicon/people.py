"""Words for those who can be asked to do something: roles, bodies, pronouns.

Left out on purpose: "kommunen" and "regionen" (mostly statute or forecast), and those whom
minutes tell what to do without asking (beboere, forældre, medlemmer, borgere, brugere).
"""

from __future__ import annotations

ROLES = (
    r"(?:undertegnede|[\w.-]*(?:formand|formænd|forkvinde|chef|leder|direktør|konsulent|sekretær|"
    r"koordinator|kasserer|"
    r"inspektør|rådmand|borgmester|værge|vicevært|sognepræst|præst|provst|administrator|tovholder|"
    r"sagsbehandler|referent|jurist|ordstyrer|graver|organist|bibliotekar|pedel|"
    r"suppleant|webmaster|redaktør|projektmedarbejder)(?:en|n|ne|erne|er|rne|ren|eren)?)"
)
BODIES = (
    r"(?:[\w-]*(?:forvaltning|administration|sekretariat|direktion|udvalg|afdeling|"
    r"bestyrelse|gruppe|"
    r"team|ledelse|enhed|kommunalbestyrelse|magistrat|formandskab|(?:medarbejder|ledelses|arbejdsgiver)side|forening|driftsorganisation|afsnit|"
    r"organisation)(?:en|et|t|n|erne|s)?"
    r"|[\w-]*(?:råd|byråd|menighedsråd|elevråd)(?:et|ene)|[\w-]*kontor(?:et)?|[\w-]*stab(?:en)|"
    r"[\w-]*cent(?:ret|eret|rene)|driften|jura(?:en)?|HR|MED-udvalget|IT)"
)
# Departments that go by the bare name of their field, as a subject: "Økonomi sender tallene".
DEPARTMENTS = (
    r"(?-i:Kommunikation|Økonomi|Digitalisering|Løn|Personale|Indkøb|Regnskab|Borgerservice|Jobcenter|"
    r"Byggesag|Ejendomme|Kultur|Miljø|Natur|Trafik|Beredskab|Sundhed|Planlægning|Visitation|Myndighed|"
    r"Analyse|Jura|Rengøring|Udvikling|Bygninger)"
)
PRONOUNS = (
    r"(?:vi|alle(?:\s+(?:medlemmer|bestyrelsesmedlemmer|tilstedeværende|deltagere|i\s+bestyrelsen))?|"
    r"hver\s+især|resten\s+af\s+bestyrelsen)"
)
