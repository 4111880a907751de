"""What each method may be refused with, as a page: made from the contracts' options and the words for people.

    python3 tests/contract/refusals.py           # prints it
    python3 tests/contract/refusals.py --write   # renews docs/reference/refusals.md

A contract declares reasons with their codes (opora.options.v1.refuses); a service's refusals/<language>.json says each
to people, and services/platform/refusals/ those that the platform gives. Contracts of tests are no part of it.
"""
import json
import re
import sys

from descriptors import ROOT, described, option

PAGE = ROOT / "docs" / "reference" / "refusals.md"
LANGUAGES = ("bg", "en", "kk", "ru")
# In the order of opora.options.v1.Refusals; descriptors as JSON have its fields in camel case.
CODES = ("invalid", "not_found", "conflict", "unauthenticated", "denied", "overloaded", "deadline", "unavailable",
         "outcome_unknown", "internal")
GIVEN = re.compile(r'\bCode::(\w+),\s*"([A-Z][A-Z0-9_]+)"')
NOT_FOUND = re.compile(r'\bTable\("\w+", "(UNKNOWN_\w+)"|\bunknown = "(UNKNOWN_\w+)"')

INTRODUCTION = """\
# What calls are refused with

A refusal has a *code*, which says to any machine what kind it is, and a *reason*, which says to ours which it is. Both
are part of the contract; the message beside them is for people, and may change. This page has the sentence that people
are told in English; Russian, Bulgarian and Kazakh stand beside it in `services/*/refusals/`. Made by
`tests/contract/refusals.py` from the contracts' options; a test compares, so it is renewed with `--write` and never
edited.

Over HTTP a code has the status below (`services/platform/result/http_status.h` says by which section of RFC 9110), over
gRPC the one that `services/platform/rpc/status.cpp` gives.
"""
HEAD = "| reason | code | HTTP | what people are told |\n|---|---|---|---|\n"



def reasons_in(refusals):
    """[(reason, code)], as they are declared."""
    camel = {code: re.sub(r"_(\w)", lambda match: match[1].upper(), code) for code in CODES}
    return [(reason, code) for code in CODES for reason in refusals.get(camel[code], [])]


def every_method_refuses(files):
    return [each for file in files for each in reasons_in(option(file, "opora.options.v1.every_method_refuses"))]


def methods(files):
    """(whose it is, "RegistrationService", its descriptor) of each method."""
    return [(file["package"].split(".")[1], service["name"], method)
            for file in sorted(files, key=lambda file: file["name"])
            for service in file.get("service", []) for method in service.get("method", [])]


def declared(files):
    """Whose reasons with their codes: {"registration": {"ID_TAKEN": "conflict", …}, "platform": …}."""
    by_owner = {"platform": dict(every_method_refuses(files))}
    for owner, _, method in methods(files):
        by_owner.setdefault(owner, {}).update(reasons_in(option(method, "opora.options.v1.refuses")))
    return by_owner


def words_of(owner, root=ROOT):
    """{"en": {"ID_TAKEN": "…"}, …}."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((root / "services" / owner / "refusals").glob("*.json"))}


def wrong_words(owner, reasons, words):
    """What a catalogue lacks, or has for nothing; a line each, by name."""
    if not reasons and not words:
        return []
    wrong = [f"{owner}: there is no refusals/{language}.json" for language in LANGUAGES if language not in words]
    for language, told in sorted(words.items()):
        wrong += [f"{owner}: refusals/{language}.json has no words for {reason}" for reason in sorted(reasons)
                  if not str(told.get(reason, "")).strip()]
        wrong += [f"{owner}: refusals/{language}.json has words for {reason}, which no method is refused with"
                  for reason in sorted(set(told) - set(reasons))]
    return wrong


def source_of(owner, root=ROOT):
    """The code of a service, without its tests."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "services" / owner).rglob("*"))
                     if path.suffix in (".h", ".cpp") and "tests" not in path.relative_to(root).parts)


def given_in(source):
    """(reason, code) of each refusal that is written out."""
    return {(reason, code) for code, reason in GIVEN.findall(source)}


def not_found_in(source):
    """The same of what stores say of an id that is nobody's."""
    return {(first or second, "not_found") for first, second in NOT_FOUND.findall(source)}


def statuses(root=ROOT):
    """HTTP's status of each code."""
    text = (root / "services" / "platform" / "result" / "http_status.h").read_text(encoding="utf-8")
    by_code = {}
    for cases, status in re.findall(r"((?:\s*case Code::\w+:)+)\s*return (\d+);", text):
        by_code.update((code, int(status)) for code in re.findall(r"Code::(\w+)", cases))
    return by_code


def way_of(method):
    """"PUT /v1/groups/{group_id}", and other ways; nothing for what HTTP doesn't reach."""
    rule = option(method, "google.api.http")
    ways = [f"{verb.upper()} {each[verb]}" for each in [rule, *rule.get("additionalBindings", [])]
            for verb in ("get", "put", "post") if verb in each]
    return " or ".join(f"`{way}`" for way in ways)


def table(reasons, words, by_code):
    return HEAD + "".join(f"| `{reason}` | {code} | {by_code[code]} | {words[reason]} |\n" for reason, code in reasons)


def page(root=ROOT):
    files = described(root)
    by_code = statuses(root)
    text = INTRODUCTION + "\n| code | HTTP |\n|---|---|\n"
    text += "".join(f"| {code} | {by_code[code]} |\n" for code in CODES)
    text += "\n## Any method\n\n" + table(every_method_refuses(files), words_of("platform", root)["en"], by_code)
    last = ""
    for owner, service, method in methods(files):
        if service != last:
            text += f"\n## {service}\n"
            last = service
        reasons = reasons_in(option(method, "opora.options.v1.refuses"))
        way = way_of(method)
        text += f"\n### {method['name']}\n\n" + (f"{way}\n\n" if way else "")
        text += (table(reasons, words_of(owner, root)["en"], by_code) if reasons
                 else "Nothing but what any method may be.\n")
    return text


def main(arguments):
    if arguments == ["--write"]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
    elif arguments:
        sys.exit(__doc__)
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main(sys.argv[1:])
