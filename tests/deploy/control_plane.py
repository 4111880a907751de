"""A real Kubernetes control plane without nodes: etcd, the API server and its controllers, on 127.0.0.1.

The API server and the controllers are one program, built from the module that apiserver/go.mod pins. That takes both
cores for minutes, so it is kept outside the checkout, under the hash of what it is made from.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request

from chart import CACHE, ROOT, TOOLS
from cluster import ports
from cluster.processes import NamedProcess, wait_until

SOURCE = ROOT / "tests" / "deploy" / "apiserver"
TOKEN = "of-the-test"
STARTS_WITHIN = 120.0


def run(*command, **options):
    """What a program prints; its last words in the refusal."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} has failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def program():
    """The control plane's program, built if it is not there yet."""
    made_of = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in ("go.mod", "go.sum", "main.go")))
    wanted = CACHE / "control-plane" / made_of.hexdigest()[:16] / "control-plane"
    if not wanted.exists():
        print(f"Building Kubernetes's control plane into {wanted.parent}; this takes many minutes.", flush=True)
        wanted.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=wanted.parent) as draft:
            build(pathlib.Path(draft) / "program")
            (pathlib.Path(draft) / "program").rename(wanted)
    return wanted


def build(into):
    text = (SOURCE / "go.mod").read_text()
    version = re.search(r"k8s\.io/kubernetes (v1\.(\d+)\.\d+)", text)
    # What it says of its own version comes from here; kubectl and helm could not read it otherwise.
    says = {"gitVersion": version[1], "gitMajor": "1", "gitMinor": version[2]}
    named = " ".join(f"-X k8s.io/component-base/version.{name}={value}" for name, value in says.items())
    run(go_of(re.search(r"^go (\S+)", text, re.M)[1]), "build", "-mod=readonly", "-trimpath", "-o", into,
        "-ldflags", f"-s -w {named}", ".", cwd=SOURCE, env={**os.environ, "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})


def go_of(wanted):
    """A Go that is new enough: the machine's own, or the one that Go's module proxy keeps."""
    def numbers(version):
        return [int(each) for each in re.findall(r"\d+", version)]
    local = {**os.environ, "GOTOOLCHAIN": "local"}
    has = subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True, check=False, cwd="/", env=local)
    if has.returncode == 0 and numbers(has.stdout) >= numbers(wanted):
        return "go"
    module = f"golang.org/toolchain@v0.0.1-go{wanted}.linux-amd64"
    folder = pathlib.Path(json.loads(run("go", "mod", "download", "-json", module, cwd="/", env=local))["Dir"])
    # A module's files can't be run; a copy can.
    copy = CACHE / "go" / wanted
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=CACHE) as draft:
            shutil.copytree(folder, f"{draft}/go")
            run("chmod", "-R", "u+w", f"{draft}/go")
            for each in [*pathlib.Path(draft, "go", "bin").iterdir(),
                         *pathlib.Path(draft, "go", "pkg", "tool").glob("*/*")]:
                each.chmod(0o755)
            copy.parent.mkdir(exist_ok=True)
            pathlib.Path(draft, "go").rename(copy)
    return copy / "bin" / "go"


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
        built = program()
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
            raise AssertionError("etcd is not installed: scripts/setup test")
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
