"""Makes a folder of links to the programs that a fresh machine would have, those of the packages that sections of
scripts/packages.txt bring. Tests run with nothing else on their PATH (scripts/test), so a program that only this
machine has is not found here either.

Usage: programs.py FOLDER SECTION…
"""
import os
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True

from closure import PROGRAM_FOLDERS, STAND_INS, Dpkg, listed  # noqa: E402 (nothing is written before)

ROOT = pathlib.Path(__file__).resolve().parents[2]


def programs(sections) -> dict[str, str]:
    """Name → path."""
    packages = [name for name, section in listed((ROOT / "scripts/packages.txt").read_text()).items()
                if section in sections]
    dpkg = Dpkg()
    brought = dpkg.closure(packages)
    found = {entry.name: entry.path for folder in PROGRAM_FOLDERS for entry in os.scandir(folder)
             if dpkg.owners(entry.path) & brought}
    for package, names in STAND_INS.items():
        for name in names:
            if package in packages and (path := shutil.which(name)):
                found[name] = os.path.realpath(path)
    return found


def main(folder: pathlib.Path, sections) -> None:
    wanted = programs(sections)
    folder.mkdir(parents=True, exist_ok=True)
    # What is right already stays: somebody may be running tests with it.
    for link in folder.iterdir():
        if not link.is_symlink() or wanted.get(link.name) != os.readlink(link):
            link.unlink()
    for name in wanted.keys() - set(os.listdir(folder)):
        (folder / name).symlink_to(wanted[name])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
