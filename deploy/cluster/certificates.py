"""Certificates of a cluster's own, for what speaks TLS in it: an authority, and whoever it signs for.

They are for 127.0.0.1 and last as long as anybody keeps a cluster on one machine. The authority's key is thrown away
once it has signed, so nobody can be anybody else.
"""
import pathlib
import shutil
import tempfile

from .parts import run

DAYS = "3650"
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc")
WANTED = """\
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:localhost,IP:127.0.0.1
"""


def make(folder: pathlib.Path, name: str) -> None:
    """authority.pem and NAME.pem, which holds a key and its certificate, unless both are there."""
    if (folder / f"{name}.pem").exists() and (folder / "authority.pem").exists():
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        def openssl(*words: str) -> None:
            run(["openssl", *words], "Certificates could not be made.", cwd=scratch)

        work = pathlib.Path(scratch)
        (work / "wanted").write_text(WANTED, encoding="ascii")
        openssl("req", "-x509", *NEW_KEY, "-days", DAYS, "-subj", "/CN=authority", "-keyout", "authority.key", "-out",
                "authority.pem")
        openssl("req", "-new", *NEW_KEY, "-subj", f"/CN={name}", "-keyout", "key", "-out", "request")
        openssl("x509", "-req", "-in", "request", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
                "-days", DAYS, "-extfile", "wanted", "-out", "certificate")
        both = (work / "key").read_text(encoding="ascii") + (work / "certificate").read_text(encoding="ascii")
        (work / f"{name}.pem").touch(mode=0o600)
        (work / f"{name}.pem").write_text(both, encoding="ascii")
        shutil.move(work / "authority.pem", folder / "authority.pem")
        shutil.move(work / f"{name}.pem", folder / f"{name}.pem")
