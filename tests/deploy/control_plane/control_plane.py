"""A real Kubernetes control plane without nodes: etcd, the API server and its controllers, on 127.0.0.1.

The API server and the controllers are one program, which scripts/setup long has built (go_programs.py).
"""
import json
import os
import pathlib
import shutil
import signal
import ssl
import urllib.error
import urllib.request

import go_programs
from cluster import ports
from cluster.processes import NamedProcess, wait_until
from go_programs import run
from support.described import TOOLS

TOKEN = "of-the-test"
STARTS_WITHIN = 120.0


class ControlPlane:
    """Started by `with`; kubectl() and helm() speak to it as an administrator, ask() without a program between."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.address = f"127.0.0.1:{ports.unused()}"
        self.kubeconfig = self.folder / "kubeconfig"
        self.trusting = ssl.create_default_context()
        self.trusting.check_hostname, self.trusting.verify_mode = False, ssl.CERT_NONE  # it has just signed its own
        (self.folder / "bin").mkdir()
        self.parts = [NamedProcess(name, self.folder, self.folder)
                      for name in ("etcd", "kube-apiserver", "kube-controller-manager")]

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        built = go_programs.there(go_programs.control_plane())
        for name in ("kube-apiserver", "kube-controller-manager"):  # it is what it is called
            (self.folder / "bin" / name).symlink_to(built)
        run("openssl", "genrsa", "-out", self.folder / "accounts.key", "2048")
        (self.folder / "tokens.csv").write_text(f'{TOKEN},admin,1,"system:masters"\n')
        self.kubeconfig.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": {"server": f"https://{self.address}",
                                                      "insecure-skip-tls-verify": True}}],
            "users": [{"name": "test", "user": {"token": TOKEN}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}]}))
        etcd, peer = (f"http://127.0.0.1:{ports.unused()}" for _ in range(2))
        if shutil.which("etcd") is None:
            raise AssertionError("etcd is not installed: scripts/setup long")
        self.launch("etcd", f"--data-dir={self.folder / 'etcd.data'}", f"--listen-client-urls={etcd}",
                    f"--advertise-client-urls={etcd}", f"--listen-peer-urls={peer}", "--unsafe-no-fsync")
        host, port = self.address.split(":")
        self.launch("kube-apiserver", f"--etcd-servers={etcd}", f"--bind-address={host}", f"--secure-port={port}",
                    f"--cert-dir={self.folder / 'certificates'}", "--service-cluster-ip-range=10.96.0.0/16",
                    "--service-account-issuer=https://test", "--authorization-mode=RBAC",
                    f"--service-account-key-file={self.folder / 'accounts.key'}",
                    f"--service-account-signing-key-file={self.folder / 'accounts.key'}",
                    f"--token-auth-file={self.folder / 'tokens.csv'}")
        self.wait_for("kube-apiserver", self.is_ready)
        self.launch("kube-controller-manager", f"--kubeconfig={self.kubeconfig}", "--leader-elect=false",
                    f"--service-account-private-key-file={self.folder / 'accounts.key'}", "--secure-port=0")

    def launch(self, name, *words):
        own = self.folder / "bin" / name
        self.part(name).launch([str(own if own.exists() else shutil.which(name)), *words], cwd=self.folder,
                               environment=dict(os.environ))

    def stop(self):
        """In reverse: an API server without its etcd lingers on its port."""
        for part in reversed(self.parts):
            part.end(signal.SIGTERM, 20)

    def part(self, name):
        return next(part for part in self.parts if part.name == name)

    def wait_for(self, name, condition):
        part = self.part(name)
        if not wait_until(lambda: part.pid is None or condition(), STARTS_WITHIN) or part.pid is None:
            raise AssertionError(f"{name} does not start; its last words:\n{part.last_words()}")

    def is_ready(self):
        try:
            return self.ask("GET", "/readyz") == "ok"
        except OSError:
            return False

    def ask(self, method, path, body=None, kind="application/json"):
        """What the API answers: an object, or text where it is none. Refused with urllib's errors."""
        with self.open(method, path, body, kind) as answer:
            text = answer.read().decode()
        return json.loads(text) if text.startswith("{") else text

    def open(self, method, path, body=None, kind="application/json", timeout=30):
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"https://{self.address}{path}", data, headers, method=method)
        return urllib.request.urlopen(request, timeout=timeout, context=self.trusting)

    def find(self, path):
        """The object, or None where there is none."""
        try:
            return self.ask("GET", path)
        except urllib.error.HTTPError as refused:
            if refused.code == 404:
                return None
            raise

    def kubectl(self, *words, **options):
        own = (f"--kubeconfig={self.kubeconfig}", f"--cache-dir={self.folder / 'kubectl'}")
        return run(TOOLS / "bin" / "kubectl", *own, *words, **options)

    def helm(self, *words, program=TOOLS / "bin" / "helm"):
        """What helm says; refused with that."""
        places = {name: str(self.folder / "helm") for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")}
        return run(program, *words, env={**os.environ, **places, "KUBECONFIG": str(self.kubeconfig)})
