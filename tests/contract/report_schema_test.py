"""docs/reference/report.schema.json is what a report is: each field of its contract, and numbers as numbers. What it
refuses is what a reader would have been wrong about.
"""
import copy
import json
import pathlib
import subprocess
import tempfile
import unittest

from descriptors import BUF, ROOT, described
from support.described import tool

PAGE = ROOT / "docs" / "reference" / "report.schema.json"
# What stands in the schema for a type of the contract; a type of its own stands for each message.
PLAIN = {"TYPE_STRING": "string", "TYPE_INT32": "integer", "TYPE_INT64": "integer"}
EXAMPLES = {"string": "", "integer": 1}
BY_PATTERN = {"^[0-9a-f]{8}": "00000000-0000-7000-8000-000000000001", "^([0-9]{4}-[0-9]{2}-[0-9]{2})?": "2023-10-03",
              "^([0-9]{4}-[0-9]{2}-[0-9]{2}T": "2023-10-03T10:00"}


def messages():
    return {f".{file['package']}.{message['name']}": message
            for file in described() for message in file.get("messageType", [])}


class Schema:
    def __init__(self):
        self.root = json.loads(PAGE.read_text(encoding="utf-8"))

    def of(self, node):
        return self.root["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node

    def example(self, node):
        """A value that it allows, with everything in it."""
        node = self.of(node)
        if "const" in node:
            return node["const"]
        if "anyOf" in node:
            return node["anyOf"][0]["pattern"].split("[")[0].strip("^$") + "ONE"
        if node["type"] == "array":
            return [self.example(node["items"])]
        if node["type"] == "object":
            properties = node.get("properties", {"en": {"type": "string"}})
            return {name: self.example(each) for name, each in properties.items()}
        for pattern, example in BY_PATTERN.items():
            if node.get("pattern", "").startswith(pattern):
                return example
        return EXAMPLES[node["type"]]

    def differences(self, message, node, where, known):
        """What a message and its part of the schema say otherwise of each other."""
        properties = node["properties"]
        fields = {field["jsonName"]: field for field in message["field"]}
        said = set(properties) - {"schema", "version"}
        yield from (f"{where} lacks {name}" for name in sorted(set(fields) - said))
        yield from (f"{where} has {name}, which the contract has not" for name in sorted(said - set(fields)))
        for name in sorted(said & set(fields)):
            yield from self.differences_of_field(fields[name], properties[name], f"{where}.{name}", known)
        always = {name for name, field in fields.items()
                  if field["type"] != "TYPE_MESSAGE" or field["label"] == "LABEL_REPEATED"}
        yield from (f"{where}.{name} is always there" for name in sorted(always - set(node["required"])))

    def differences_of_field(self, field, node, where, known):
        is_many = field["label"] == "LABEL_REPEATED"
        if is_many != (node.get("type") == "array"):
            yield f"{where} is a list in one of them alone"
            return
        node = self.of(node["items"] if is_many else node)
        if field["type"] in PLAIN and node.get("type") != PLAIN[field["type"]]:
            yield f"{where} is no {PLAIN[field['type']]}"
        if field["type"] == "TYPE_MESSAGE" and field["typeName"] != ".opora.platform.v1.LocalizedText":
            yield from self.differences(known[field["typeName"]], node, field["typeName"].rsplit(".", 1)[1], known)


class ReportSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not BUF.exists():
            raise AssertionError("buf is not installed: run scripts/setup")
        cls.schema = Schema()

    def refused(self, reports):
        """Which of them, by their names, the schema refuses."""
        with tempfile.TemporaryDirectory() as folder:
            pages = [pathlib.Path(folder) / f"{name}.json" for name in reports]
            for page, report in zip(pages, reports.values()):
                page.write_text(json.dumps(report), encoding="utf-8")
            done = subprocess.run([tool("check-jsonschema"), "-o", "json", f"--schemafile={PAGE}", *pages],
                                  capture_output=True, text=True, check=False)
        return {pathlib.Path(error["filename"]).stem for error in json.loads(done.stdout).get("errors", [])}

    def test_is_a_schema(self):
        done = subprocess.run([tool("check-jsonschema"), "--check-metaschema", PAGE], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_has_every_field_of_the_contract(self):
        known = messages()
        self.assertEqual(list(self.schema.differences(known[".opora.reporting.v1.RoundReport"], self.schema.root,
                                                      "RoundReport", known)), [])

    def test_refuses_what_is_none(self):
        whole = self.schema.example(self.schema.root)
        wrong = {"a number as text": lambda report: report["figures"][0].update(value="121"),
                 "no version": lambda report: report.pop("version"),
                 "another version": lambda report: report.update(version=2),
                 "less than nobody": lambda report: report["turnout"].update(cameCount=-1),
                 "a day of another form": lambda report: report.update(firstDate="3.10.2023"),
                 "a session without a state": lambda report: report["sessions"][0].pop("state")}
        reports = {"whole": whole, "of a newer platform": {**whole, "weather": "fine"}}
        for what, spoil in wrong.items():
            reports[what] = copy.deepcopy(whole)
            spoil(reports[what])
        self.assertEqual(self.refused(reports), set(wrong))


if __name__ == "__main__":
    unittest.main()
