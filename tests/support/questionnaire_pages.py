"""A questionnaire's page, made by the tool and visited by somebody: Node runs its script (tests/pages/visit.js)."""
import json
import subprocess

from . import ROOT
from .described import tool

ALPHABET = "23456789ACEFHKMNPRTVWXY"  # of the codes on sheets


def code_of(characters):
    """A code as a sheet has it: the last character makes the weighted sum of all a multiple of 23."""
    total = 0
    for character in characters:
        total = (5 * total + ALPHABET.index(character)) % 23
    whole = characters + ALPHABET[-5 * total % 23]
    return "-".join(whole[i:i + 5] for i in range(0, len(whole), 5))


def rendered(program, questionnaire, page, language, wave, *more):
    """Writes the page's file."""
    done = subprocess.run([program, "questionnaire", "render", str(questionnaire), "--language", language,
                           "--wave", wave, "--out", str(page), *map(str, more)],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)


def visited(page, *does, kept=None, hash_=""):
    """What came of it, as visit.js tells."""
    done = subprocess.run([tool("node"), str(ROOT / "tests" / "pages" / "visit.js"), str(page)],
                          input=json.dumps({"kept": kept or {}, "hash": hash_, "does": does}),
                          capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def press(*keys):
    """Buttons by the keys of their words."""
    return [["press", f"page.{key}"] for key in keys]
