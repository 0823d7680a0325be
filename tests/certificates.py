"""An authority made for the test, what it vouches for, and what nobody should believe."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("et-andet-system.example")
PEM = serialization.Encoding.PEM


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its key, as lines of PEM in one file."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def written(self, path: Path) -> Path:
        private = self.key.private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + self.certificate.public_bytes(PEM))
        return path


def issue(
    name: str,
    *,
    by: Issued | None = None,
    is_authority: bool = False,
    place: x509.GeneralName = HERE,
    days: tuple[int, int] = (-1, 30),
) -> Issued:
    """Return a certificate that holds `days` from today; without `by` it vouches for itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signer = by.key if by else key
    issuer = by.certificate.subject if by else subject
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName([place]), critical=False)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    return Issued(built.sign(signer, hashes.SHA256()), key)


@dataclass(frozen=True, slots=True)
class Authority:
    """`file` is what a setting names so that its certificates are believed."""

    root: Issued
    folder: Path

    @property
    def file(self) -> str:
        path = self.folder / "authority.pem"
        path.write_bytes(self.root.certificate.public_bytes(PEM))
        return str(path)

    def server(self, kind: str) -> ssl.SSLContext:
        """Return the other end's side of TLS; `kind` is "right" or what is wrong with it."""
        issued = {
            "right": lambda: issue("vært", by=self.root),
            "expired": lambda: issue("vært", by=self.root, days=(-30, -1)),
            "not yet": lambda: issue("vært", by=self.root, days=(1, 30)),
            "wrong name": lambda: issue("vært", by=self.root, place=ELSEWHERE),
            "self-signed": lambda: issue("vært"),
            "stranger's": lambda: issue("vært", by=issue("fremmed", is_authority=True)),
            "old TLS": lambda: issue("vært", by=self.root),
        }[kind]()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(issued.written(self.folder / "server.pem"))
        if kind == "old TLS":
            speak_old(context)
        return context


def make_authority(folder: Path) -> Authority:
    return Authority(issue("Nørrevang Kommune", is_authority=True), folder)


def speak_old(context: ssl.SSLContext) -> None:
    """Let it speak TLS 1.0 and 1.1 and nothing newer."""
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1


# What each lacks, as it is told. A server that is too old may also just hang up.
WRONG = {
    "expired": "Certifikatet er udløbet.",
    "not yet": "Certifikatet gælder ikke endnu.",
    "wrong name": "Certifikatet gælder for en anden vært.",
    "self-signed": "Certifikatet har værten selv udstedt.",
    "stranger's": "Certifikatet er udstedt af nogen, som denne maskine ikke stoler på.",
    "old TLS": "ældre TLS end 1.2.",
}
