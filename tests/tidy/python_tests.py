"""Python tests: each class is run, and what they share is a package."""
import ast
import re

from tree import found

CALL = re.compile(r"^ *\w+\(((?:[^()]|\([^()]*\))*)\)", re.MULTILINE)
CLASS = re.compile(r"[A-Z]\w*[a-z]\w*(\.\w+)?")


def classes_of(text):
    """class -> its tests, those of the file's own classes that it stands on included. Who stands on none has none."""
    own, bases = {}, {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            own[node.name] = {each.name for each in node.body
                              if isinstance(each, ast.FunctionDef) and each.name.startswith("test")}
            bases[node.name] = [ast.unparse(base) for base in node.bases]

    def tests(name):
        return own[name].union(*(tests(base) for base in bases[name] if base in own))

    return {name: tests(name) for name in own if bases[name] and tests(name)}


def declared(described, name):
    """What CMake's text runs of a file: classes and class.test."""
    text = re.sub(r"#.*", "", described)
    calls = [call.split() for call in CALL.findall(text)]
    return {word for words in calls if any(re.fullmatch(rf"(.*/)?{re.escape(name)}", word) for word in words)
            for word in words if CLASS.fullmatch(word)}


def every_class_is_run(tree):
    """A class, or each of its tests; and CMake names none that is gone."""
    violations = []
    for path in tree.matching(r"tests/.*\.py"):
        folder, name = path.rsplit("/", 1)
        classes = classes_of(tree.text(path))
        described = f"{folder}/CMakeLists.txt"
        said = declared(tree.text(described), name) if tree.has(described) else set()
        left_out, known = set(), set()
        for owner, tests in classes.items():
            each = {f"{owner}.{test}" for test in tests}
            known |= {owner} | each
            if owner not in said:
                left_out |= each - said if each & said else {owner}
        violations += [f"{described}: runs {test}, which {name} does not have" for test in sorted(said - known)]
        violations += [f"{path}: {test} never runs; {described} does not name it" for test in sorted(left_out)]
        if name.endswith("_test.py") and not classes:
            violations.append(f"{path}: never runs; it has no class with a test")
    return violations


def tests_share_a_package(tree):
    """tests/support, which CMake lets Python find. A test of another's is none of its own."""
    violations = []
    for path in tree.matching(r"tests/(?!tidy/).*\.py"):
        text = tree.text(path)
        violations += found(tree, path, r"\bsys\.path(\[|\.(insert|append|extend)\b)", "a path of its own", text)
        violations += found(tree, path, r"(?m)^ *(from|import) [\w.]*_test\b", "what a test holds alone", text)
    return violations


RULES = [every_class_is_run, tests_share_a_package]
