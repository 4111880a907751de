"""The record of processing activities (GDPR, Article 30), as far as the contracts know it: made from their options.

    python3 tests/contract/record_of_processing.py           # prints it
    python3 tests/contract/record_of_processing.py --write   # renews docs/reference/record-of-processing.md

What is said in a contract's comments and options stands here in its words; what no contract knows is listed first, for
the controller to fill in. Contracts of tests are no part of it.
"""
import sys

from descriptors import ROOT, described, option

PAGE = ROOT / "docs" / "reference" / "record-of-processing.md"

OPTIONS = "opora.options.v1"
PERSONAL = {"DATA_CLASS_PSEUDONYMOUS": "pseudonymous", "DATA_CLASS_IDENTIFYING": "identifying",
            "DATA_CLASS_SENSITIVE": "sensitive"}
ORDER = list(PERSONAL)

INTRODUCTION = """\
# Record of processing

Which data about people the platform handles, why, for how long, and who is told: what Article 30 of the GDPR asks a
controller to keep, as far as the contracts in `proto/` know it. Made by `tests/contract/record_of_processing.py` from
their options and comments; a test compares, so it is renewed with `--write` and never edited.

Data is *identifying* if it says who somebody is, *pseudonymous* if it is an id or a fact of one person without saying
who, *sensitive* if it is what somebody tells about themselves. All other fields of the contracts say nothing of any
person. Events never carry identifying or sensitive data; a test refuses it.

One kind no contract describes: who calls. A caller is the subject of their token. It stands beside each remembered
answer, for seven days, and in log lines, for as long as you keep them. Of calls of sealed methods, by which people
answer a questionnaire and keepers open the answers, neither is kept ([what we can't see](../anonymous-answers.md)).

## What the controller fills in

No contract knows these. Keep them beside this page, signed and dated, where your organisation keeps its records.

| Article 30 (1) | what to write |
|---|---|
| a | Who the controller is and how to reach them; joint controllers, a representative, the data protection officer. |
| b | Which of the purposes below you pursue, and on which legal basis (Article 6; for sensitive data, 9). |
| c | Whose data it is: as a rule who takes part, whom organisations list as their people, and who signs in. |
| d | Who of yours holds which role below, and who else sees the data: processors, hosts, whoever reads backups. |
| e | In which countries it is kept and read. The platform itself sends nothing to anybody outside. |
| f | Until when you keep backups and archived logs: the times below are those of the running platform. |
| g | Your own measures. The platform's: a policy for each call, TLS, names in one service, [secrets](../secrets.md). |
"""



def sentence(text):
    """The first sentence of a comment, on one line, as a cell of a table may hold it."""
    line = " ".join(text.split()).replace("|", "\\|")
    end = line.find(". ")
    return line if end < 0 else line[:end + 1]


class Contracts:
    def __init__(self, files):
        self.files = files
        self.messages = {}   # ".opora.x.v1.M" -> its descriptor
        self.comments = {}   # (file name, path) -> comment
        self.fields = {}     # file name -> [(message name, field, path)], as declared
        for file in files:
            for place in file.get("sourceCodeInfo", {}).get("location", []):
                comment = place.get("leadingComments", "")
                self.comments[file["name"], tuple(place.get("path", []))] = comment
            self.fields[file["name"]] = []
            for index, message in enumerate(file.get("messageType", [])):
                self._add(file, "." + file["package"], message, (4, index))

    def _add(self, file, around, message, path):
        if message.get("options", {}).get("mapEntry"):
            return
        name = f"{around}.{message['name']}"
        self.messages[name] = message
        for index, field in enumerate(message.get("field", [])):
            self.fields[file["name"]].append((name, field, path + (2, index)))
        for index, nested in enumerate(message.get("nestedType", [])):
            self._add(file, name, nested, path + (3, index))

    def is_leaf(self, field):
        """Whether it holds something itself. What another message of ours holds is said there."""
        return field.get("typeName") not in self.messages

    def personal_fields(self, file):
        """(name, class, comment) of each field that tells something of a person."""
        found = []
        for message, field, path in self.fields[file["name"]]:
            data = option(field, f"{OPTIONS}.field").get("data")
            if data in PERSONAL and self.is_leaf(field):
                name = f"{message.removeprefix('.' + file['package'] + '.')}.{field['name']}"
                found.append((name, data, sentence(self.comments.get((file["name"], path), ""))))
        return found

    def told_by(self, message, seen=None):
        """The classes of personal data that a message can carry."""
        seen = set() if seen is None else seen
        if message in seen or message not in self.messages:
            return set()
        seen.add(message)
        classes = set()
        for field in self.messages[message].get("field", []):
            data = option(field, f"{OPTIONS}.field").get("data")
            if self.is_leaf(field):
                classes |= {data} & set(PERSONAL)
            else:
                classes |= self.told_by(field["typeName"], seen)
        return classes


def activities(contracts):
    """A section for each package, a list and a table for each purpose in it."""
    packages = {}
    for file in contracts.files:
        if file.get("messageType") and file["package"] != OPTIONS:
            record = option(file, f"{OPTIONS}.record")
            reasons = packages.setdefault(file["package"], {})
            reasons.setdefault((record["purpose"], record["retention"]), []).append(file)
    for package, reasons in packages.items():
        parts = [f"## {package}"]
        for (purpose, kept), files in reasons.items():
            names = ", ".join(f"`{file['name']}`" for file in files)
            parts.append(f"- Why: {purpose}\n- For how long: {kept}\n- Contract: {names}")
            rows = [row for file in files for row in contracts.personal_fields(file)]
            parts.append("\n".join(["| data about people | is | what it is |", "|---|---|---|"] +
                                   [f"| `{name}` | {PERSONAL[data]} | {words} |" for name, data, words in rows])
                         if rows else "No data about people is asked for or told here.")
        yield "\n\n".join(parts)


def recipients(contracts):
    """Who is told such data by which call, most identifying first."""
    rows = {}  # (role, limit) -> [(class, call)]
    for file in contracts.files:
        policies = {policy["name"]: policy for policy in option(file, f"{OPTIONS}.policy") or []}
        for service in file.get("service", []):
            for method in service.get("method", []):
                classes = contracts.told_by(method["outputType"])
                if not classes:
                    continue
                for grant in policies[option(method, f"{OPTIONS}.access")["policy"]]["grants"]:
                    role = grant["role"].removeprefix("ROLE_").lower()
                    limit = f"of their {grant['within']}" if grant.get("within") else "of the whole network"
                    worst = max(classes, key=ORDER.index)
                    rows.setdefault((role, limit), []).append((worst, f"{service['name']}/{method['name']}"))
    lines = ["## Who is told", "",
             "By a call's answer, within the platform's policies, which `tests/contract/access.txt` has in full.",
             "Services tell each other by events: registration's go to feedback, which counts who could answer, and to",
             "reporting, which counts, and both keep what they need for that as long as they are kept.", "",
             "| role | how far | is told | by |", "|---|---|---|---|"]
    for (role, limit), calls in sorted(rows.items()):
        for data in reversed(ORDER):
            names = sorted({call for worst, call in calls if worst == data})
            if names:
                listed = ", ".join(f"`{name}`" for name in names)
                lines.append(f"| {role} | {limit} | {PERSONAL[data]} | {listed} |")
    return "\n".join(lines)


def page(root=ROOT):
    contracts = Contracts(described(root))
    return "\n\n".join([INTRODUCTION.rstrip(), *activities(contracts), recipients(contracts)]) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")
