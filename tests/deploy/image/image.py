"""An image without a container engine: deploy/Dockerfile's own steps, each stage in a folder that begins as a fresh
Debian 12, each RUN in a chroot; and containers of what came of it: processes that see nothing but that folder, with a
network of their own, as the image's user, over a root that can't be written.

Needs root, debootstrap, ip (scripts/setup long) and a Debian mirror: the one this machine uses.
"""
import dataclasses
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess

from support.dockerfile import Instruction, Refused, Stage, context_of, pairs_of, stages_of, substituted, words_of

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")

# What is started here ends when we do, even if we are killed, and with it all that it has started: it is the first of a
# namespace of processes. Mounts die with the namespace that they were made in, so nothing has to be cleaned up.
ENDS_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
ALONE = ["unshare", "--mount", "--propagation=private", "--pid", "--fork", "--kill-child"]
# The shell stays and waits: it is root's, and a process that changes its user no longer hears of our end.
IN_A_STAGE = r"""
root=$1; shift
mount -t proc proc "$root/proc"
mount --rbind --make-rslave /sys "$root/sys"
mount --rbind --make-rslave /dev "$root/dev"
while [ "$1" != -- ]; do
  mount --bind "$2" "$root$3"
  if [ "$1" = ro ]; then mount -o remount,bind,ro "$root$3"; fi
  shift 3
done
shift
chroot "$@"
exit
"""
IN_A_CONTAINER = r"""
root=$1; shift
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
while [ "$1" != -- ]; do
  mount --bind "$2" "$root$3"
  if [ "$1" = ro ]; then mount -o remount,bind,ro "$root$3"; fi
  shift 3
done
shift
if [ "$1" = own ]; then ip link set lo up; fi
shift
exec chroot "$root" setpriv --pdeathsig keep --clear-groups --no-new-privs \
  --bounding-set=-all --inh-caps=-all "$@"
"""


@dataclasses.dataclass
class Image:
    """What a stage has come to."""
    root: pathlib.Path
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    arguments: dict[str, str] = dataclasses.field(default_factory=dict)
    workdir: str = "/"
    user: str = "0:0"
    command: list[str] = dataclasses.field(default_factory=list)
    volumes: list[str] = dataclasses.field(default_factory=list)
    ports: list[int] = dataclasses.field(default_factory=list)
    labels: dict[str, str] = dataclasses.field(default_factory=dict)

    def path(self, inside: str) -> pathlib.Path:
        """Where a path of the image lies on this machine; a relative one begins at the working folder."""
        return self.root / os.path.join(self.workdir, inside).lstrip("/")

    def installed(self) -> set[str]:
        """Debian packages."""
        listed = run(["dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "--show", "--showformat=${Package}\n"])
        return set(listed.split())


def run(command: list, **options) -> str:
    done = subprocess.run([*ENDS_WITH_US, *command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
        raise Refused(f"{shlex.join(map(str, command))[:400]} ended with {done.returncode}:\n{said}")
    return done.stdout


def mirror() -> str:
    """Where this machine gets Debian from."""
    pattern = re.compile(r"^URIs:\s*(\S+)|^deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+bookworm", re.MULTILINE)
    for path in ("/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"):
        if os.path.exists(path) and (match := pattern.search(pathlib.Path(path).read_text(encoding="utf-8"))):
            return match[1] or match[2]
    raise Refused("this machine's own Debian mirror was not found in its apt sources.")


class Builder:
    """`caches` are folders of this machine for `RUN --mount=type=cache`, by target; others begin empty."""

    def __init__(self, checkout: pathlib.Path, work: pathlib.Path, caches: dict[str, pathlib.Path]):
        self.checkout, self.work, self.caches = checkout, work, caches
        self.context = work / "context"
        self.images: dict[str, Image] = {}

    def build(self, dockerfile: str) -> Image:
        for path in context_of(self.checkout):
            (self.context / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.checkout / path, self.context / path, follow_symlinks=False)
        for stage in stages_of((self.checkout / dockerfile).read_text(encoding="utf-8"), {}):
            image = self._begin(stage)
            for each in stage.instructions:
                print(f"{stage.name}: {each.name} {each.text[:100]}", flush=True)
                getattr(self, f"_{each.name.lower()}")(image, each)
            self.images[stage.name] = image
        return image

    def _begin(self, stage: Stage) -> Image:
        root = self.work / f"stage-{stage.name}"
        if stage.base in self.images:
            base = self.images[stage.base]
            run(["cp", "-a", base.root, root])
            return dataclasses.replace(base, root=root, arguments={}, environment=dict(base.environment))
        if not re.fullmatch(r"debian:12(\.\d+)?-slim", stage.base):
            raise Refused(f"a stage from {stage.base} can't be begun here.")
        run(["cp", "-a", self._debian(), root])
        return Image(root)

    def _debian(self) -> pathlib.Path:
        """A bare Debian 12 that reaches the network the way this machine does."""
        root = self.work / "debian"
        if root.exists():
            return root
        run([*ALONE, "debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", root, mirror()])
        (root / "etc/apt/sources.list").unlink(missing_ok=True)
        network = ["/etc/resolv.conf", "/etc/hosts", "/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list",
                   *map(str, pathlib.Path("/etc/apt/apt.conf.d").glob("99*")),
                   *map(str, pathlib.Path("/usr/local/share/ca-certificates").glob("*.crt"))]
        for path in filter(os.path.exists, network):
            (root / path[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / path[1:])
        self._in_stage(Image(root), [], ["update-ca-certificates"])
        return root

    def _in_stage(self, image: Image, mounts: list[tuple[str, object, str]], command: list[str]) -> None:
        proxies = {name: os.environ[name] for name in PROXIES if name in os.environ}
        values = {"PATH": PATH, "HOME": "/root", **proxies, **image.arguments, **image.environment}
        words = [str(word) for mount in mounts for word in mount]
        run([*ALONE, "sh", "-euc", IN_A_STAGE, "stage", str(image.root), *words, "--", f"--userspec={image.user}",
             str(image.root), "env", "-i", f"--chdir={image.workdir}",
             *(f"{name}={value}" for name, value in values.items()), *command])

    # ---- one instruction each

    def _arg(self, image: Image, each: Instruction) -> None:
        name, _, value = each.text.partition("=")
        image.arguments[name] = substituted(value, {**image.arguments, **image.environment})

    def _env(self, image: Image, each: Instruction) -> None:
        image.environment.update(pairs_of(each, {**image.arguments, **image.environment}))

    def _label(self, image: Image, each: Instruction) -> None:
        image.labels.update(pairs_of(each, {**image.arguments, **image.environment}))

    def _workdir(self, image: Image, each: Instruction) -> None:
        image.workdir = os.path.join(image.workdir, each.text)
        image.path(".").mkdir(parents=True, exist_ok=True)

    def _user(self, image: Image, each: Instruction) -> None:
        if not re.fullmatch(r"\d+:\d+", each.text):
            raise Refused(f"line {each.line}: a user is a number and a group's number here.")
        image.user = each.text

    def _volume(self, image: Image, each: Instruction) -> None:
        image.volumes = image.volumes + words_of(each)

    def _expose(self, image: Image, each: Instruction) -> None:
        image.ports = image.ports + [int(port) for port in words_of(each)]

    def _cmd(self, image: Image, each: Instruction) -> None:
        image.command = words_of(each)

    def _copy(self, image: Image, each: Instruction) -> None:
        flags = dict(each.flags)
        source = self.images[flags["from"]].root if "from" in flags else self.context
        *names, into = words_of(each)
        target = image.path(into)
        for name in names:
            found = source / name.strip("/")
            if not found.exists():
                raise Refused(f"line {each.line}: there is no {name} to copy.")
            folder = into.endswith("/") or len(names) > 1 or found.is_dir()
            (target if folder else target.parent).mkdir(parents=True, exist_ok=True)
            run(["cp", "-r", "--preserve=mode,timestamps,links", "--no-dereference",
                 f"{found}/." if found.is_dir() else found, target])
        for name, program in (("chown", "chown"), ("chmod", "chmod")):
            if name in flags:
                run([program, "-R", flags[name], target])

    def _run(self, image: Image, each: Instruction) -> None:
        mounts, made = [], []
        for _, text in each.flags:
            words = dict(word.partition("=")[::2] for word in text.split(","))
            at = image.root / words["target"].lstrip("/")
            if words["type"] == "cache":
                place = self.caches.get(words["target"]) or self.work / "cache" / words["target"].strip("/")
                place.mkdir(parents=True, exist_ok=True)
            elif words["type"] == "bind":
                place = self.images[words["from"]].root / words["source"].lstrip("/")
            else:
                raise Refused(f"line {each.line}: a mount of the type {words['type']} is not known here.")
            if not at.exists():
                made.append(at)
                if place.is_dir():
                    at.mkdir(parents=True)
                else:
                    at.touch()
            mounts.append(("rw" if words["type"] == "cache" else "ro", place, words["target"]))
        command = words_of(each) if each.text.startswith("[") else ["/bin/sh", "-c", each.text]
        self._in_stage(image, mounts, command)
        for at in made:
            if at.is_dir():
                at.rmdir()
            else:
                at.unlink()


class Container:
    """One process of an image, the first in a world of its own. `mounts` are (rw or ro, folder, where in the image)."""

    def __init__(self, image: Image, command: list[str], mounts=(), environment=None, beside: "Container" = None,
                 output=subprocess.PIPE):
        values = {"PATH": PATH, "HOME": "/", **image.environment, **(environment or {})}
        words = [str(word) for mount in mounts for word in mount]
        network = ["--net"] if beside is None else []
        user, _, group = image.user.partition(":")
        enter = [] if beside is None else ["nsenter", f"--net=/proc/{beside.pid}/ns/net"]
        self.process = subprocess.Popen(
            [*ENDS_WITH_US, *enter, *ALONE, *network, "sh", "-euc", IN_A_CONTAINER, "container", str(image.root),
             *words, "--", "own" if beside is None else "shared", f"--reuid={user}", f"--regid={group}", "env", "-i",
             f"--chdir={image.workdir}", *(f"{name}={value}" for name, value in values.items()), *command],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, text=True)

    @property
    def pid(self) -> int:
        """Of the image's process, seen from here; unshare, which waits for it, is its parent."""
        task = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}")
        return int((task / "children").read_text(encoding="ascii").split()[0])

    def wait(self, seconds: float = 120) -> tuple[int, str]:
        said, _ = self.process.communicate(timeout=seconds)
        return self.process.returncode, said or ""

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Returns once nothing of it is left: unshare ends when the last one has."""
        if self.process.poll() is None:
            try:
                self.signal(signal.SIGKILL)
            except (IndexError, ProcessLookupError):
                self.process.kill()  # it is not there yet, or no more
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
