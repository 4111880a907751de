"""The contracts as descriptors, for the pages that are made from them and for their tests."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
BUF = CACHE / "opora" / "tools" / "bin" / "buf"


def described(root=ROOT):
    """The contracts of a checkout, those of tests left out, with comments and with our options by name."""
    done = subprocess.run([BUF, "build", "-o", "-#format=json"], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [file for file in json.loads(done.stdout)["file"]
            if file["package"].startswith("opora.") and not file["package"].startswith("opora.testing.")]


def option(of, name):
    """What a file, a method or a field says by that option, whose name is whole; an empty object if nothing."""
    return of.get("options", {}).get(f"[{name}]", {})
