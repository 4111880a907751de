"""Includes point one way: proto <- handlers -> store -> domain -> result, ids. Services meet in contracts only."""
import re

from tree import found, line_of

INCLUDE = re.compile(r'^\s*#include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

# What a pure decision may stand on: values and the standard library's data structures.
DOMAIN_PLATFORM = (r"platform/(result/result|ids/ids|clock/clock|dates/(dates|time_zone)|"
                   r"text/(localized|typed)_text)\.h")
DOMAIN_SYSTEM = {
    "algorithm", "array", "bit", "cctype", "charconv", "chrono", "cmath", "compare", "concepts", "cstddef",
    "cstdint", "cstdio", "cstdlib", "cstring", "deque", "functional", "initializer_list", "iterator", "limits",
    "list", "map", "memory", "numeric", "optional", "queue", "ranges", "ratio", "set", "span", "sstream", "stack",
    "stdexcept", "string", "string_view", "tuple", "type_traits", "unordered_map", "unordered_set", "utility",
    "variant", "vector"}


# The roles that the platform names, each with its reason.
ROLES_OF_THE_PLATFORM = {
    "services/platform/process/process.cpp": {"SERVICE": "a process presents itself to others as one"},
    "services/platform/rpc/event_log_service.cpp": {"SERVICE": "services read logs to the end, people to look"},
    "services/platform/rpc/gate.cpp": {"SERVICE": "programs read as fast as they can",
                                       "OPERATOR": "who mends a platform asks while it is overloaded"},
}


def includes(tree, path):
    """(line, header) of every include."""
    text = tree.text(path)
    return [(line_of(text, match.start(1) if match[1] else match.start(2)), match[1] or match[2])
            for match in INCLUDE.finditer(text)]


def services_of(tree):
    return sorted({path.split("/")[1] for path in tree.matching(r"services/[^/]+/(domain|store|handlers)/.*")})


def domain_is_pure(tree):
    violations = []
    for path in tree.matching(r"services/[^/]+/domain/.*\.(h|cpp)"):
        service = path.split("/")[1]
        for line, header in includes(tree, path):
            own = header.startswith(f"{service}/domain/") or "/" not in header and header.endswith(".h")
            if not own and header not in DOMAIN_SYSTEM and not re.fullmatch(DOMAIN_PLATFORM, header):
                violations.append(f"{path}:{line}: domain code may not include {header}")
    return violations


def store_knows_no_contract(tree):
    violations = []
    for path in tree.matching(r"services/[^/]+/store/.*\.(h|cpp)"):
        for line, header in includes(tree, path):
            if header.endswith(".pb.h"):
                violations.append(f"{path}:{line}: a store may not include {header}")
    return violations


# What a report may stand on: the contracts that it shows, the words that it says, how text, days and JSON are written.
LENT = r"{0}/report/.+|{0}_words\.h|opora/[^/]+/v1/.+\.pb\.h|platform/(dates|text|proto)/.+|nlohmann/json\.hpp"


def what_is_lent_is_pure(tree):
    """A service lends its report to whoever shows it: without the service, and without what a service is made of."""
    violations = []
    for path in tree.matching(r"services/[^/]+/report/(?!tests/).*\.(h|cpp)"):
        for line, header in includes(tree, path):
            is_system = "/" not in header and not header.endswith(".h") or header.startswith("google/protobuf/")
            if not is_system and not re.fullmatch(LENT.format(path.split("/")[1]), header):
                violations.append(f"{path}:{line}: a report may not include {header}")
    return violations


def services_meet_in_contracts_only(tree):
    violations = []
    services = services_of(tree)
    for path in tree.matching(r"services/.*\.(h|cpp)"):
        owner = path.split("/")[1]
        if owner == "opora":  # the composition root knows them all
            continue
        for line, header in includes(tree, path):
            first = header.split("/")[0]
            lent = header.startswith(f"{first}/report/") and owner != "platform"
            if first in services and first != owner and not lent:
                violations.append(f"{path}:{line}: {owner} may not include {header}; read its events or call its API")
            contract = re.match(r"opora/([^/]+)/v1/", header)
            known = contract is None or contract[1] in ("platform", "options", "network")
            if owner == "platform" and not known and "/tests/" not in path:
                violations.append(f"{path}:{line}: the platform may not know {header}")
    return violations


def platform_names_no_scope(tree):
    """Which scopes there are, and which roles they limit, is for contracts and services to say."""
    violations = []
    for path in tree.matching(r"services/platform/(?!testing/)(?!.*/tests/).*\.(h|cpp)"):
        if path == "services/platform/policy/scopes_of_before.cpp":
            continue
        words = "region|organisation|facilitator|coordinator"
        if re.match(r"services/platform/(policy|limits|rpc)/", path):  # elsewhere it is a database's
            words += "|session"
        text = re.sub(r"//[^\n]*", "", tree.text(path))
        violations += found(tree, path, rf"(?i){words}", "a scope or its role by name", text)
    return violations


def platform_names_few_roles(tree):
    """What a role may is said by contracts and services; the platform knows its own programs and who keeps them."""
    violations = []
    for path in tree.matching(r"services/platform/(?!testing/)(?!.*/tests/).*\.(h|cpp)"):
        own = "|".join(("UNSPECIFIED", *ROLES_OF_THE_PLATFORM.get(path, {})))
        violations += found(tree, path, rf"\bROLE_(?!(?:{own})\b)\w+", "a role by name")
    for path, roles in ROLES_OF_THE_PLATFORM.items():
        violations += [f"{path}: need not name {role}; take it off the list" for role in roles
                       if tree.has(path) and f"ROLE_{role}" not in tree.code(path)]
    return violations


def decisions_hold_no_machinery(tree):
    """Handlers, stores and decisions hold no threads, locks, clocks, random numbers, sockets or log lines."""
    pattern = re.compile(r"std::(thread|jthread|mutex|condition_variable|atomic|random_device|mt19937\w*)\b|\brand\(|"
                         r"spdlog::|std::(cout|cerr)\b|_clock::now\(")
    violations = []
    for path in tree.matching(r"services/[^/]+/(domain|handlers|report|store)/.*\.(h|cpp)"):
        code = tree.code(path)
        for match in pattern.finditer(code):
            violations.append(f"{path}:{line_of(code, match.start())}: the platform's business: {match.group()}")
    return violations


def timers_are_made_in_wire(tree):
    """By timer_of, from the message that they run: its name and its bytes are nobody else's business."""
    violations = []
    for path in tree.matching(r"services/[^/]+/(domain|handlers|store)/.*\.(h|cpp)"):
        violations += found(tree, path, r"\bset_(timer|job)\(\s*(Timer|Job)?\s*\{|\b(timer|job)_of\(",
                            "a timer is made in the service's wire.cpp, and a job")
    return violations


def order_stands_beside_its_query(tree):
    """Where an item stands in a list follows from the order in which its store reads it (platform/paging/page.h)."""
    violations = []
    for path in tree.matching(r"services/[^/]+/handlers/.*\.(h|cpp)"):
        violations += found(tree, path, r"\bPageCursor \w+\(", "a list's order stands beside its query, in store/")
    return violations


COUNTED = r"\b\w+(\[\d\]|\.(at\(\d\)|front\(\)))?\.(is_null|integer|boolean|instant|text|bytes)\(\d+\)"


def columns_are_not_counted(tree):
    """Rows are read by type, whole (platform/sql/rows.h)."""
    violations = []
    for path in tree.matching(r"services/(?!platform/sql/)(?!.*/tests/).*\.(h|cpp)"):
        violations += found(tree, path, COUNTED, "a column read by its number")
    return violations


RULES = [domain_is_pure, store_knows_no_contract, what_is_lent_is_pure, services_meet_in_contracts_only,
         platform_names_no_scope, platform_names_few_roles, decisions_hold_no_machinery, timers_are_made_in_wire,
         order_stands_beside_its_query, columns_are_not_counted]
