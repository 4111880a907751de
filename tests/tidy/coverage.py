"""Everything is where its name says, and is tested; tests wait for conditions and are never switched off."""
import re

from tree import found

# Where a test may sleep, each with its reason.
SLEEPING_TESTS = {"tests/bench/outbox.cpp": "a bench that sends so many a second, by the clock"}

SLEEPS = r"\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\("

# Who may read the wall clock: the clock itself, programs that begin a process, and what speaks gRPC, whose deadlines
# are points of the wall clock.
CLOCK_READERS = (r"services/platform/(clock|rpc)/.*|services/[^/]+/main\.cpp|services/opora/.*|"
                 r"tests/(bench|fault|process)/.*")


# What lies at the top of each service, so that whoever knows one finds their way in the others; below it the folders.
SERVICE_FILES = {"README.md", "CMakeLists.txt", "service.h", "service.cpp", "main.cpp", "scopes.h", "scopes.cpp",
                 "invariants.h", "invariants.cpp", "wire.h", "wire.cpp"}
SERVICE_FOLDERS = {"domain", "handlers", "store", "tests"}
FILES_OF_SOME = {"wire_events.cpp", "wire_report.cpp"}  # what it tells, where wire.cpp would be too long
FOLDERS_OF_SOME = {"pages", "questionnaire", "refusals", "report", "scales", "sealing", "words"}
LANGUAGES = {"bg", "en", "kk", "ru"}  # in which people are spoken to


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def methods_of(tree):
    """service -> names of its methods, as files are called."""
    methods = {}
    for path in tree.matching(r"proto/opora/[^/]+/v1/.*_service\.proto"):
        service = path.split("/")[2]
        if service not in ("platform", "testing"):
            methods.setdefault(service, set()).update(
                snake(name) for name in re.findall(r"^\s*rpc (\w+)", tree.text(path), re.MULTILINE))
    return methods


def timers_of(tree, service):
    """And jobs, with what takes in their results."""
    names = []
    for path in tree.matching(rf"proto/opora/{service}/v1/(timers|jobs)\.proto"):
        names += re.findall(r"^message (\w+)", tree.text(path), re.MULTILINE)
    return {snake(name).removesuffix("_request") for name in names}


def every_method_has_a_handler(tree):
    return [f"services/{service}/handlers/{method}.cpp: missing; it handles a method of the contract"
            for service, methods in sorted(methods_of(tree).items()) for method in sorted(methods)
            if not tree.has(f"services/{service}/handlers/{method}.cpp")]


def handlers_in(tree):
    """Every handler's file. One with a header of its name is no handler, but what several of them share."""
    return [path for path in tree.matching(r"services/[^/]+/handlers/[^/]+\.cpp")
            if not tree.has(path.removesuffix("cpp") + "h")]


def what_handlers_share_is_shared(tree):
    violations = []
    for path in tree.matching(r"services/[^/]+/handlers/(?!handlers\.h)[^/]+\.h"):
        include = f'#include "{path.removeprefix("services/")}"'
        users = [handler for handler in handlers_in(tree) if include in tree.text(handler)]
        if len(users) < 2:
            violations.append(f"{path}: {len(users)} handlers include it; what one alone needs stands in its file")
    return violations


def every_service_has_one_shape(tree):
    violations = []
    for service in sorted(methods_of(tree)):
        top = {path.split("/")[2] for path in tree.matching(rf"services/{service}/[^/]+")}
        folders = {path.split("/")[2] for path in tree.matching(rf"services/{service}/[^/]+/.+")}
        violations += [f"services/{service}/{name}: missing; every service has it"
                       for name in sorted((SERVICE_FILES - top) | (SERVICE_FOLDERS - folders)) if name != "README.md"]
        violations += [f"services/{service}/{name}: no other service has it at its top"
                       for name in sorted((top - SERVICE_FILES - FILES_OF_SOME) |
                                          (folders - SERVICE_FOLDERS - FOLDERS_OF_SOME))]
    return violations


def every_service_speaks_every_language(tree):
    """What a file lacks is found when it is read (platform/text/catalogue.h); a file that is missing is found here."""
    folders = {path.rsplit("/", 1)[0] for path in tree.matching(r"services/.+/(words|refusals)/[^/]+\.json")}
    return [f"{folder}/{language}.json: missing" for folder in sorted(folders) for language in sorted(LANGUAGES)
            if not tree.has(f"{folder}/{language}.json")]


def every_handler_has_a_method(tree):
    violations = []
    methods = methods_of(tree)
    for path in handlers_in(tree):
        service, name = path.split("/")[1], path.split("/")[3].removesuffix(".cpp")
        if not name.startswith("on_") and name not in methods.get(service, set()) | timers_of(tree, service):
            violations.append(f"{path}: handles no method, timer or event of the contract")
    return violations


def is_tested_with_others(tree, path):
    """Consumers may share a test: it names the event that each of the file's consumers is called after."""
    service = path.split("/")[1]
    events = re.findall(r"\bon_(\w+)\(", tree.code(path))
    tests = "".join(tree.text(test) for test in tree.matching(rf"services/{service}/tests/.*_test\.cpp"))
    named = [event in tests or "".join(map(str.capitalize, event.split("_"))) in tests for event in events]
    return bool(events) and all(named)


def every_handler_has_a_test(tree):
    violations = []
    for path in handlers_in(tree):
        service, name = path.split("/")[1], path.split("/")[3].removesuffix(".cpp")
        own = tree.matching(rf"services/{service}/tests/(.*/)?{name}_test\.cpp")
        if not own and not is_tested_with_others(tree, path):
            violations.append(f"services/{service}/tests/{name}_test.cpp: missing; it tests {path}")
    return violations


def every_stored_type_has_its_rows_tested(tree):
    """What a description says is seen in its test alone: it would write and read a wrong column alike."""
    violations = []
    for path in tree.matching(r"services/[^/]+/store/.*\.cpp"):
        service = path.split("/")[1]
        test = f"services/{service}/tests/stored_test.cpp"
        tested = tree.code(test) if tree.has(test) else ""
        for stored in re.findall(r"^OPORA_STORED\(opora::\w+::(\w+)\)", tree.code(path), re.MULTILINE):
            if not re.search(rf"\b(expect_rows|load)<{stored}>", tested):
                violations.append(f"{test}: holds no rows of {stored}, which {path} stores")
    return violations


def every_service_says_what_it_is(tree):
    wanted = ["README.md", "CONTRIBUTING.md", "LICENSE", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md"]
    wanted += [path.rsplit("/", 1)[0] + "/README.md" for path in tree.matching(r"services/[^/]+/service\.cpp")]
    wanted += [f"services/{service}/README.md" for service in sorted(methods_of(tree))]
    return [f"{path}: missing" for path in sorted(set(wanted)) if not tree.has(path)]


def the_tool_speaks_in_one_place(tree):
    """Where what people typed is made fit to be shown: services/opora/tool/say.cpp. A bar of progress has our words."""
    violations = []
    for path in tree.matching(r"services/opora/(?!.*/tests/).*\.(h|cpp)"):
        if not re.fullmatch(r"services/opora/tool/(say|progress)\.cpp|services/opora/serve/.*", path):
            violations += found(tree, path, r"\bstd::(cout|cerr|clog|f?printf|puts)\b", "not printed by say.h")
    return violations


def every_script_is_run(tree):
    """Compiled tests are looked after by CMake itself (opora_check_sources), Python's by python_tests.py."""
    violations = []
    for path in tree.matching(r"tests/.*_test\.sh"):
        folder, name = path.rsplit("/", 1)
        described = f"{folder}/CMakeLists.txt"
        if not tree.has(described) or f"/{name}" not in tree.text(described):
            violations.append(f"{path}: never runs; {described} does not name it")
    return violations


def tests_wait_for_conditions(tree):
    violations = []
    for path in tree.matching(r"(services/.*/tests|tests)/.*\.(h|cpp)"):
        if path not in SLEEPING_TESTS:
            violations += found(tree, path, SLEEPS, "a test that sleeps")
    for path in tree.matching(r"tests/(?!tidy/).*\.(py|go)"):
        if path not in SLEEPING_TESTS:
            violations += found(tree, path, r"\btime\.[sS]leep\(", "a test that sleeps", tree.text(path))
    return violations


def tests_are_never_switched_off(tree):
    violations = []
    for path in tree.cpp():
        violations += found(tree, path, r"\bGTEST_SKIP\b|\bDISABLED_\w*", "a test switched off")
    for path in tree.matching(r"tests/(?!tidy/).*\.(py|go)"):
        violations += found(tree, path, r"unittest\.skip\w*|\.skipTest\(|\bt\.Skip\w*\(", "a test switched off",
                            tree.text(path))
    return violations


def time_comes_from_the_clock(tree):
    violations = []
    for path in tree.cpp():
        if not re.fullmatch(CLOCK_READERS, path):
            violations += found(tree, path, r"system_clock::now\(|\btime\((nullptr|NULL|0)\)|\bgettimeofday\(",
                                "the wall clock is read by platform/clock alone")
    return violations


RULES = [every_method_has_a_handler, every_handler_has_a_method, every_handler_has_a_test,
         what_handlers_share_is_shared, every_service_has_one_shape, every_service_speaks_every_language,
         every_stored_type_has_its_rows_tested, every_service_says_what_it_is, the_tool_speaks_in_one_place,
         every_script_is_run, tests_wait_for_conditions, tests_are_never_switched_off, time_comes_from_the_clock]
