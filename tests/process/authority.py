"""An authority of a test's own and the certificates that it signs."""
import subprocess


class Authority:
    """Certificates for 127.0.0.1, made by the program openssl."""

    def __init__(self, folder, days=2):
        self.folder = folder
        self._openssl("req", "-x509", "-subj", "/CN=authority", "-days", str(days), *self._new_key("authority.key"),
                      "-out", "authority.pem")
        (folder / "extensions").write_text("subjectAltName=IP:127.0.0.1", encoding="utf-8")

    def path(self, name):
        return str(self.folder / name)

    def sign(self, name, days=2):
        self._openssl("req", "-subj", f"/CN={name}", *self._new_key(f"{name}.key"), "-out", f"{name}.csr")
        self._openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
                      "-CAcreateserial", "-days", str(days), "-extfile", "extensions", "-out", f"{name}.pem")

    @staticmethod
    def _new_key(name):
        return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name

    def _openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True, timeout=60)
