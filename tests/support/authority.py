"""An authority of a test's own and the certificates that it signs."""
import subprocess

KEY = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
CA = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
"""


class Authority:
    """Certificates for 127.0.0.1, made by the program openssl."""

    def __init__(self, folder, days=2):
        self.folder = folder
        self._openssl("req", "-x509", "-subj", "/CN=authority", "-days", str(days), *self._new_key("authority.key"),
                      "-out", "authority.pem")
        (folder / "extensions").write_text("subjectAltName=IP:127.0.0.1", encoding="utf-8")

    def path(self, name):
        return str(self.folder / name)

    def sign(self, name, days=2, key=KEY):
        self._request(name, key)
        self._openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
                      "-CAcreateserial", "-days", str(days), "-extfile", "extensions", "-out", f"{name}.pem")

    def sign_for_later(self, name, begin, end):
        """One that holds between two times, written YYYYMMDDHHMMSSZ."""
        self._request(name)
        (self.folder / "ca").write_text(CA, encoding="utf-8")
        (self.folder / "index.txt").touch()
        self._openssl("ca", "-batch", "-config", "ca", "-cert", "authority.pem", "-keyfile", "authority.key", "-in",
                      f"{name}.csr", "-startdate", begin, "-enddate", end, "-extfile", "extensions", "-notext",
                      "-out", f"{name}.pem")

    def _request(self, name, key=KEY):
        self._openssl("req", "-subj", f"/CN={name}", *self._new_key(f"{name}.key", key), "-out", f"{name}.csr")

    @staticmethod
    def _new_key(name, key=KEY):
        return "-newkey", *key, "-nodes", "-keyout", name

    def _openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True, timeout=60)
