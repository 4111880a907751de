"""Shows that each rule finds what breaks it: a small tree that is in order, with one thing planted wrong."""
import pathlib
import shutil
import tempfile
import unittest

import coverage
import tidy
from pages import WORKFLOW
from tree import Tree

SERVICE_PROTO = "proto/opora/greeting/v1/greeting_service.proto"

METRICS = "services/platform/metrics/metrics.cpp"
TELLS = '// Tells.\nauto a = family(prometheus::BuildGauge(), *registry_, "opora_greetings", "A.");\n'
DECISION = "docs/adr/0001-we-greet.md"
ROW_OF_DECISION = "| [0001](0001-we-greet.md) | we greet | holds | at all |\n"

# A tree in which every rule is kept.
IN_ORDER = {
    "README.md": "# Greeting\n\n## How to `greet`\n\n[how](#how-to-greet), [with](CMakeLists.txt \"all\"), `[x](y)`\n",
    "CONTRIBUTING.md": "x", "LICENSE": "x", "SECURITY.md": "x", "CODE_OF_CONDUCT.md": "x",
    "services/greeting/README.md": "[up](../../README.md#how-to-greet) [out](https://example.org/x)\n",
    "CMakeLists.txt": "cmake_minimum_required(VERSION 3.25)\nproject(greeting VERSION 0.2.0 LANGUAGES CXX)\n",
    "CHANGELOG.md": "# Changes\n\n## [0.2.0] - unreleased\n\n## [0.1.0] - 2026-11-30\n",
    WORKFLOW: "permissions:\n  contents: read\njobs:\n  all:\n    timeout-minutes: 9\n    steps:\n"
              "      - uses: actions/checkout@v4\n      - run: .ci/run\n",
    SERVICE_PROTO: "service GreetingService {\n  rpc SayHello(SayHelloRequest) returns (SayHelloResponse);\n}\n",
    "proto/opora/greeting/v1/timers.proto": "message EndDay {}\n",
    "services/greeting/service.cpp": "// Table.\n",
    "services/greeting/domain/hello.h":
        '// Says hello.\n#pragma once\n#include <string>\n#include "platform/result/result.h"\n'
        '#include "greeting/domain/words.h"\n',
    "services/greeting/store/hello.cpp":
        '// Keeps.\n#include "greeting/store/hello.h"\n#include "platform/sql/sql.h"\n',
    "services/greeting/handlers/say_hello.cpp":
        '// Handles.\n#include "opora/greeting/v1/greeting_service.pb.h"\nint f() {\n  return 1\'000;\n}\n',
    "services/greeting/handlers/end_day.cpp":
        "// Handles.\nint f() {\n  TRY(day, tx.load<Day>(id));\n  const int last = end_of(day);\n"
        "  TRY(found, gather(tx, one<Night>(last), [&](Reader& reader) { return moon_of(reader, last); }));\n"
        "  auto& [night, moon] = found;\n  TRY_DO(check_dark(night));\n  TRY(stars, tx.find<Stars>(moon.id));\n"
        "  if (stars) return {};\n  TRY(lamp, tx.load<Lamp>(id));\n}\n",
    "services/greeting/handlers/on_night_fell.cpp": "// Handles.\n",
    "services/greeting/tests/say_hello_test.cpp": '// Tests.\nconst char* words = "sleep_for(TODAY) DISABLED_";\n',
    "services/greeting/tests/end_day_test.cpp": "// Tests. A test never calls sleep_for(1).\n",
    "services/greeting/tests/on_night_fell_test.cpp": "// Tests.\n",
    "services/greeting/report/hello.cpp":
        '// Shows.\n#include "greeting/report/hello.h"\n#include "greeting_words.h"\n'
        '#include "opora/greeting/v1/types.pb.h"\n',
    "services/parting/page.cpp": '// Shows.\n#include "greeting/report/hello.h"\n',
    "services/platform/clock/clock.cpp": "// Clock.\nauto n() { return std::chrono::system_clock::now(); }\n",
    "services/parting/domain/bye.h": "// Says bye.\n#pragma once\n",
    METRICS: TELLS,
    "docs/metrics.md":
        "| `opora_greetings` | gauge | people | none | who was greeted | [OporaMute](runbooks/OporaMute.md) |\n",
    "deploy/prometheus/rules/opora.yml":
        "groups:\n  - rules:\n      - alert: OporaMute\n        expr: opora_greetings == 0\n",
    "docs/runbooks/OporaMute.md": "# OporaMute\n",
    DECISION: "# 0001: we greet\n",
    "docs/adr/README.md": ROW_OF_DECISION,
}
ROOMS = ("clock", "lane", "metrics", "policy", "process", "service")
IN_ORDER |= {f"services/platform/{room}/README.md": "# A room\n" for room in ROOMS}
IN_ORDER["services/platform/README.md"] = "".join(f"[{room}]({room}/README.md)\n" for room in ROOMS)
IN_ORDER |= {f"services/greeting/{name}": "# Greets.\n" if name == "CMakeLists.txt" else "// Greets.\n"
             for name in sorted(coverage.SERVICE_FILES) if f"services/greeting/{name}" not in IN_ORDER}

IN_ORDER |= {f"services/greeting/words/{language}.json": "{}\n" for language in coverage.LANGUAGES}

HELLO = "services/greeting/domain/hello.h"
TEST = "services/greeting/tests/say_hello_test.cpp"
HANDLER = "services/greeting/handlers/say_hello.cpp"
STORE = "services/greeting/store/hello.cpp"

# rule, file, its new text (None: removed), part of the one violation expected
KILL = "tests/fault/kill_one_test.py"
KILL_TEST = ("class Once(TestCase):\n    def test_a(self): pass\nclass One(TestCase):\n    def test_b(self): pass\n"
             "    def test_c(self): pass\n")

PLANTED = [
    ("pb in domain", HELLO, '// x\n#include "opora/greeting/v1/types.pb.h"\n', "may not include opora/greeting"),
    ("sql in domain", HELLO, '// x\n#include "platform/sql/sql.h"\n', "may not include platform/sql/sql.h"),
    ("thread in domain", HELLO, "// x\n#include <thread>\n", "may not include thread"),
    ("store in domain", HELLO, '// x\n#include "greeting/store/hello.h"\n', "may not include greeting/store"),
    ("pb in store", STORE, '// x\n#include "opora/greeting/v1/types.pb.h"\n', "a store may not include"),
    ("handler in store", STORE, '// x\n#include "greeting/handlers/say.h"\n',
     "hello.cpp:2: an include runs up, or along its floor: from greeting/store to greeting/handlers"),
    ("wire in store", STORE, '// x\n#include "greeting/wire.h"\n', "from greeting/store to greeting"),
    ("binding in store", STORE, '// x\n#include "platform/service/invariant.h"\n', "to platform/service"),
    ("what is above the lane in it", "services/platform/lane/lane.cpp", '// x\n\n#include "platform/service/relay.h"\n',
     "lane.cpp:3: an include runs up, or along its floor: from platform/lane to platform/service"),
    ("a room beside", "services/platform/clock/clock.cpp", '// x\n#include "platform/result/result.h"\n',
     "from platform/clock to platform/result"),
    ("testing in the product", "services/platform/process/process.cpp",
     '// x\n#include "platform/testing/harness.h"\nauto r = ROLE_SERVICE;\n', "to platform/testing"),
    ("a test in the product", "services/platform/lane/lane.cpp", '// x\n#include "platform/lane/tests/fixture.h"\n',
     "only tests include what is in platform/lane/tests"),
    ("a room on no floor", "services/opora/attic/attic.cpp", "// x\n", "opora/attic is on no floor"),
    ("a room that says nothing", "services/platform/text/words.h", "// x\n#pragma once\n", "text/README.md: missing"),
    ("a room that says too much", "services/platform/clock/README.md", "x\n" * 31, "README.md:31: 31 lines"),
    ("a room nobody is led to", "services/platform/README.md", "[metrics](metrics/README.md)\n",
     "does not lead to services/platform/clock/README.md"),
    ("no way to the rooms", "services/platform/README.md", None, "services/platform/README.md: missing"),
    ("a room drawn too high", "docs/architecture.md", "```\n platform       log process\n```\n", "draws log process"),
    ("a floor not drawn", "docs/architecture.md", "```\n platform       process\n```\n", "draws other floors"),
    ("a path to nowhere", "docs/guide.md", "See\n`services/greeting/domain/bye.h`.\n",
     "docs/guide.md:2: names services/greeting/domain/bye.h"),
    ("a file to nowhere", "docs/guide.md", "```\nhandlers/say_hello.cpp ▸ domain/bye.cpp\n```\n",
     "docs/guide.md:2: names domain/bye.cpp"),
    ("a type that is gone", "services/platform/clock/README.md", "`Clock::now()`\n", "README.md:1: names Clock"),
    ("a decision unlisted", "docs/adr/0002-we-part.md", "# 0002: we part\n", "README.md does not list it"),
    ("a decision of another title", DECISION, "# 0001: we wave\n", "is not as the page: we wave"),
    ("decisions out of order", "docs/adr/README.md", ROW_OF_DECISION * 2, "in the order of their numbers"),
    ("no index of decisions", "docs/adr/README.md", None, "docs/adr/README.md: missing"),
    ("a metric nobody describes", METRICS, TELLS + 'auto b = by_reason("opora_partings_total", "B.");\n',
     "says nothing of opora_partings_total"),
    ("a metric nobody tells", METRICS, "// Tells.\n", "describes opora_greetings, which nobody tells"),
    ("a metric of another type", METRICS, TELLS.replace("Gauge", "Counter"), "is a counter, not a gauge"),
    ("a metric without its alert", "deploy/prometheus/rules/opora.yml", "groups:\n", "is used by nobody"),
    ("no page of metrics", "docs/metrics.md", None, "docs/metrics.md: missing"),
    ("another service", HANDLER, '// x\n#include "parting/domain/bye.h"\n', "greeting may not include parting"),
    ("files in a report", "services/greeting/report/hello.cpp", '// x\n#include "platform/files/hello.h"\n',
     "a report may not include platform/files"),
    ("report in platform", "services/platform/lane.cpp", '// x\n#include "greeting/report/hello.h"\n',
     "platform may not"),
    ("service in platform", "services/platform/lane.cpp", '// x\n#include "greeting/store/hello.h"\n',
     "platform may not"),
    ("contract in platform", "services/platform/lane.cpp", '// x\n#include "opora/greeting/v1/types.pb.h"\n',
     "the platform may not know"),
    ("scope in platform", "services/platform/policy/access.cpp", '// A region.\nauto all = ids("region");\n',
     "access.cpp:2: a scope or its role by name: region"),
    ("role in platform", "services/platform/service/host.cpp", "// x\nbool is_coordinator();\n", "coordinator"),
    ("administrator in platform", "services/platform/service/host.cpp", "// x\nauto r = ROLE_ADMINISTRATOR;\n",
     "a role by name: ROLE_ADMINISTRATOR"),
    ("a role no longer named", "services/platform/process/process.cpp", "// x\n", "need not name SERVICE"),
    ("a column's number", STORE, "// x\nauto a = rows[0].integer(0);\n", "by its number: rows[0].integer(0)"),
    ("two reads in a row", HANDLER, "// x\nint f() {\n  TRY_DO(tx.load<A>(x));\n  TRY(b, tx.find<B>(y));\n}\n",
     "say_hello.cpp:4: a second read"),
    ("two reads of one id", HANDLER,
     "// x\nint f() {\n  TRY(a, tx.load<A>({x}));\n  TRY_DO(check(a));\n  TRY(b, b_of(tx, a.id));\n}\n",
     "say_hello.cpp:5: a second read"),
    ("a read beside what is gathered", "services/greeting/scopes.cpp",
     "// x\nint f() {\n  TRY(found, gather(reader, one<A>(x)));\n  auto& [a] = found;\n"
     "  const auto word = word_of(y);\n  TRY(b, reader.load_all<B>(word));\n}\n", "scopes.cpp:6: a second read"),
    ("a read kept for later", STORE, "// x\nint f() {\n  auto a = reader.find<A>(x);\n  TRY(b, std::move(a));\n}\n",
     "hello.cpp:3: read only to be fetched with others"),
    ("a read thrown away", STORE, "// x\nint f() {\n  TRY_DO(reader.load_all<A>(x).map([](auto&&) {}));\n}\n",
     "hello.cpp:3: read only to be fetched with others"),
    ("untested rows", STORE, "// x\nOPORA_STORED(opora::greeting::Hello);\n", "holds no rows of Hello"),
    ("clock in handler", HANDLER, "// x\nauto t = std::chrono::steady_clock::now();\n", "the platform's business"),
    ("lock in handler", HANDLER, "// x\nstd::mutex m;\n", "the platform's business: std::mutex"),
    ("log in handler", HANDLER, "// x\nvoid f() { spdlog::info(1); }\n", "the platform's business: spdlog"),
    ("timer in handler", HANDLER, "// x\nvoid f() { tx.set_timer({id, due, name, bytes}); }\n", "a timer is made in"),
    ("job in handler", HANDLER, "// x\nvoid f() { tx.set_job(Job{id, due, name, bytes}); }\n", "and a job"),
    ("order in handler", HANDLER, "// x\nPageCursor cursor_of(const A& a) { return {}; }\n", "beside its query"),
    ("wide line", HANDLER, "// " + "x" * 118 + "\n", "121 columns"),
    ("long file", HANDLER, "// x\n" + "\n" * 500, "501 lines"),
    ("long function", HANDLER, "// x\nint f(int a) {\n" + "  a++;\n" * 69 + "}\n", "71 lines; 70 fit"),
    ("long member", HANDLER,
     "// x\nnamespace a {\nstruct B {\n  int f(int a) const {\n" + "  {a++;}\n" * 69 + "  }\n};\n}\n",
     "71 lines; 70 fit"),
    ("long test", TEST, "// x\nTEST(A, b) {\n" + "  a();\n" * 69 + "}\n", "71 lines; 70 fit"),
    ("empty word", HANDLER, "// x\nclass SessionManager {};\n", "SessionManager"),
    ("empty word, alias", HANDLER, "// x\nusing RoomData = int;\n", "RoomData"),
    ("empty file name", "services/platform/string_utils.cpp", "// x\n", "a file name that says little"),
    ("no promise", HELLO, "#include <string>\n", "opens with a comment"),
    ("left over", HANDLER, "// TO" "DO: later\n", "left over"),
    ("no handler", HANDLER, None, "say_hello.cpp: missing"),
    ("handler of nothing", "services/greeting/handlers/shared.cpp", "// x\n", "handles no method"),
    ("untested consumer", "services/greeting/handlers/on_day_broke.cpp",
     "// x\nResult<void> on_day_broke(Transaction&) {}\n", "on_day_broke_test.cpp: missing"),
    ("shared by nobody", "services/greeting/handlers/greet.h", "// x\n", "0 handlers include it"),
    ("a file of one service", "services/greeting/introduce.cpp", "// x\n", "no other service has it at its top"),
    ("a folder of one service", "services/greeting/speech/hello.h", "// x\n", "no other service has it at its top"),
    ("no Kazakh", "services/greeting/words/kk.json", None, "services/greeting/words/kk.json: missing"),
    ("no invariants", "services/greeting/invariants.cpp", None, "services/greeting/invariants.cpp: missing"),
    ("no test", TEST, None, "say_hello_test.cpp: missing"),
    ("no readme", "services/greeting/README.md", None, "services/greeting/README.md: missing"),
    ("no guide", "CONTRIBUTING.md", None, "CONTRIBUTING.md: missing"),
    ("a word past say", "services/opora/tool/rounds.cpp", "// x\nvoid f() { std::cout << 1; }\n",
     "not printed by say.h: std::cout"),
    ("script nobody runs", "tests/fault/kill_test.sh", "# x\n", "never runs"),
    ("class nobody runs", "tests/fault/kill_all_test.py", "class All(TestCase):\n    def test_a(self): pass\n",
     "kill_all_test.py: All never runs"),
    ("inherited tests that nobody runs", KILL, KILL_TEST + "class Twice(Once): pass\n", "Twice never runs"),
    ("test of a class that nobody runs", KILL, KILL_TEST + "    def test_d(self): pass\n", "One.test_d never runs"),
    ("class that is gone", KILL, KILL_TEST[KILL_TEST.index("class One"):], "runs Once, which kill_one_test.py"),
    ("test that is gone", KILL, KILL_TEST.replace("    def test_c(self): pass\n", ""),
     "runs One.test_c, which kill_one_test.py does not have"),
    ("class that holds no test", "tests/fault/kill_two_test.py", "class Two(TestCase): pass\n", "no class with a test"),
    ("class outside a test", "tests/support/kill.py", KILL_TEST.split("class One")[0], "Once never runs"),
    ("path of one's own", "tests/fault/kill.py", "sys.path.insert(0, 'deploy')\n", "a path of its own"),
    ("path in front", "tests/fault/kill.py", "sys.path[:0] = ['deploy']\n", "a path of its own"),
    ("taken from a test", "tests/fault/kill.py", "from kill_one_test import Once\n", "what a test holds alone"),
    ("sleep", TEST, "// x\nvoid f() { std::this_thread::sleep_for(1s); }\n", "a test that sleeps"),
    ("sleep in a script", "tests/fault/kill.py", "time.sleep(1)\n", "a test that sleeps"),
    ("sleep in Go", "tests/fault/kill.go", "time.Sleep(1)\n", "a test that sleeps"),
    ("skipped Go", "tests/fault/kill_test.go", "t.Skip()\n", "a test switched off"),
    ("skipped", TEST, "// x\nTEST(A, b) { GTEST_SKIP(); }\n", "a test switched off"),
    ("disabled", TEST, "// x\nTEST(A, DISABLED_b) {}\n", "a test switched off"),
    ("skipped script", "tests/fault/kill.py", "@unittest.skip('x')\ndef f(): pass\n", "a test switched off"),
    ("wall clock", "services/platform/lane.cpp", "// x\nauto t = std::chrono::system_clock::now();\n",
     "the wall clock"),
    ("a link to no file", "SECURITY.md", "x\n[x](docs/gone.md)\n", "SECURITY.md:2: leads to no file: docs/gone.md"),
    ("a link to no heading", "SECURITY.md", "[x](README.md#how-to-part)\n", "no heading: README.md#how-to-part"),
    ("changes of another version", "CHANGELOG.md", "## [0.1.0] - 2026-11-30\n", "begins with 0.1.0"),
    ("changes of no version", "CHANGELOG.md", "# Changes\n", "begins with no version"),
    ("a release of no day", "CHANGELOG.md", "## [0.2.0] - 2026-12-01\n\n## [0.1.0] - unreleased\n",
     "0.1.0 is of no day"),
    ("other checks", WORKFLOW, IN_ORDER[WORKFLOW].replace(".ci/run", "scripts/test tidy"), "does not run .ci/run"),
    ("checks that may write", WORKFLOW, IN_ORDER[WORKFLOW].replace(": read\n", ": read\n  issues: write\n"),
     "may do more than read"),
    ("checks without an end", WORKFLOW, IN_ORDER[WORKFLOW].replace("timeout-minutes: 9", "name: x"),
     "may run for ever"),
    ("checks with anybody's", WORKFLOW, IN_ORDER[WORKFLOW].replace("checkout@v4", "checkout@main"), "another tomorrow"),
    ("no hosted checks", WORKFLOW, None, "ci.yml: missing"),
    ("no way to report", "SECURITY.md", None, "SECURITY.md: missing"),
]


# What a planted file needs beside it to break one rule only.
BESIDE = {"services/greeting/tests/shared_test.cpp": "// Tests.\n",
          KILL: KILL_TEST,
          "tests/fault/CMakeLists.txt": "opora_python_test(kill_one_test.py CLASSES Once One.test_b One.test_c LONG)\n"}


class Tidy(unittest.TestCase):
    def violations_of(self, changes):
        """rule -> what it finds in the tree with these changes."""
        root = pathlib.Path(tempfile.mkdtemp(prefix="opora-tidy-"))
        self.addCleanup(shutil.rmtree, root)
        for path, text in (IN_ORDER | BESIDE | changes).items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        tree = Tree(root)
        return {rule.__name__: rule(tree) for rule in tidy.RULES}

    def test_a_tree_in_order_passes(self):
        self.assertEqual([line for lines in self.violations_of({}).values() for line in lines], [])

    def test_each_planted_violation_is_found(self):
        for name, path, text, expected in PLANTED:
            with self.subTest(name):
                violations = [line for lines in self.violations_of({path: text}).values() for line in lines]
                self.assertEqual(len(violations), 1, violations)
                self.assertIn(expected, violations[0])

    def test_every_rule_is_broken_by_something_planted(self):
        broken = {rule for _, path, text, _ in PLANTED
                  for rule, lines in self.violations_of({path: text}).items() if lines}
        self.assertEqual(broken, {rule.__name__ for rule in tidy.RULES})


if __name__ == "__main__":
    unittest.main()
