"""The programs in Go that long tests need, each built from a module that a go.mod of ours pins: Kubernetes's control
plane and Helm 3. Building takes both cores for minutes, so they are kept outside the checkout, and no test builds them:
a test that misses one says so.

Usage: PYTHONPATH=tests go_programs.py builds what is missing; scripts/setup long calls it.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from support.described import TOOLS

CACHE = TOOLS.parent
HERE = pathlib.Path(__file__).resolve().parent
APISERVER = HERE / "apiserver"
HELM_3 = HERE / "helm3"


def run(*command, **options):
    """What a program prints; its last words in the refusal."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} has failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def control_plane():
    """Where the API server and the controllers lie, one program: under the hash of what it is made from."""
    made_of = hashlib.sha256(b"".join((APISERVER / name).read_bytes() for name in ("go.mod", "go.sum", "main.go")))
    return CACHE / "control-plane" / made_of.hexdigest()[:16] / "control-plane"


def helm_3():
    return TOOLS / "bin" / "helm3"


def there(program):
    """The program, which scripts/setup has built; refused where it hasn't."""
    if not program.exists():
        raise AssertionError(f"{program} is not there: scripts/setup long")
    return program


def build_control_plane():
    if control_plane().exists():
        return
    version, minor = re.search(r"k8s\.io/kubernetes (v1\.(\d+)\.\d+)", (APISERVER / "go.mod").read_text()).groups()
    # What it says of its own version comes from here; kubectl and helm could not read it otherwise.
    says = {"gitVersion": version, "gitMajor": "1", "gitMinor": minor}
    build(f"Kubernetes's control plane {version}", APISERVER, ".", control_plane(),
          {f"k8s.io/component-base/version.{name}": value for name, value in says.items()})


def build_helm_3():
    version = re.search(r"helm\.sh/helm/v3 (v3\.\S+)", (HELM_3 / "go.mod").read_text())[1]
    asked = [helm_3(), "version", "--template", "{{.Version}}"]
    if helm_3().exists() and subprocess.run(asked, capture_output=True, text=True, check=False).stdout == version:
        return
    build(f"Helm {version}", HELM_3, "helm.sh/helm/v3/cmd/helm", helm_3(),
          {"helm.sh/helm/v3/internal/version.version": version})


def build(name, module, package, into, says):
    """`says` are variables of the program that only a build can set."""
    print(f"==> Building {name} into {into.parent}; this takes minutes", flush=True)
    into.parent.mkdir(parents=True, exist_ok=True)
    wanted = re.search(r"^go (\S+)", (module / "go.mod").read_text(), re.M)[1]
    named = " ".join(f"-X {variable}={value}" for variable, value in says.items())
    # Elsewhere first: half a program would be taken for the whole.
    with tempfile.TemporaryDirectory(dir=into.parent) as draft:
        run(go_of(wanted), "build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-o", f"{draft}/program",
            "-ldflags", f"-s -w {named}", package, cwd=module,
            env={**os.environ, "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})
        pathlib.Path(draft, "program").rename(into)


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


if __name__ == "__main__":
    try:
        build_control_plane()
        build_helm_3()
    except AssertionError as refused:
        sys.exit(f"setup: {refused}")
