"""Rooms are folders of code. Their includes run down, from floor to floor, so that there is no cycle; and each says
what it is for.
"""
import re

from layers import includes, services_of

# From the ground up; docs/architecture.md draws the same. A room may include rooms of lower floors, and none of its
# own. "service" stands for each service's folder. What a service's decisions may include is said once, in layers.py.
FLOORS = [
    ["platform/result", "platform/clock", "platform/proto", "platform/files", "platform/faults"],
    ["platform/dates", "platform/ids", "platform/sealing", "platform/config", "platform/events/log"],
    ["platform/log"],
    ["platform/sql", "platform/cache", "platform/events/kafka"],
    ["platform/sql/sqlite", "platform/sql/postgres", "platform/text", "platform/limits"],
    ["platform/policy", "platform/paging", "service/domain", "service/report", "service/scales", "service/sealing",
     "opora/round_folder"],
    ["service/questionnaire"],
    ["service/pages"],
    ["platform/lane"],
    ["platform/events/delivery", "service/store"],
    ["platform/service"],
    ["platform/rpc", "platform/metrics"],
    ["platform/process"],
    ["service"],
    ["service/handlers"],
    ["opora/all_services"],
    ["opora/serve", "opora/load", "opora/report", "opora/move"],
    ["opora/tool"],
    ["opora"],
    ["platform/testing"],  # for tests alone
]
README_LINES = 30
GENERATED = re.compile(r".*\.pb\.h|[^/]+/handlers/handlers\.h")


def room_of(folder, services):
    """A folder by the name that FLOORS has for it."""
    first, _, rest = folder.partition("/")
    return f"service/{rest}".rstrip("/") if first in services else folder


def includes_run_down(tree):
    """From a room to those of lower floors alone. Tests may include what they test, and nobody includes a test."""
    floor_of = {room: number for number, floor in enumerate(FLOORS) for room in floor}
    services = services_of(tree)
    top = {path.split("/")[1] for path in tree.matching(r"services/[^/]+/.+")}
    violations = []
    for path in tree.matching(r"services/(?!.*/tests/).*\.(h|cpp)"):
        folder = path.removeprefix("services/").rsplit("/", 1)[0]
        room = room_of(folder, services)
        if room not in floor_of and re.match("service/|platform$", room):
            continue  # said by every_service_has_one_shape; and what lies in no room, no target compiles
        if room not in floor_of:
            violations.append(f"{path}: {folder} is on no floor; tests/tidy/rooms.py lists them")
            continue
        if room == "service/domain":
            continue
        for line, header in includes(tree, path):
            into = header.rsplit("/", 1)[0]
            if into == folder or header.split("/")[0] not in top or GENERATED.fullmatch(header):
                continue
            to = room_of(into, services)
            if folder.startswith("platform/") and not to.startswith("platform/"):
                continue  # said by services_meet_in_contracts_only
            if "/tests" in into:
                violations.append(f"{path}:{line}: only tests include what is in {into}")
            elif to not in floor_of or floor_of[to] >= floor_of[room]:
                violations.append(f"{path}:{line}: an include runs up, or along its floor: from {folder} to {into}")
    return violations


def rooms_of_platform(tree):
    return sorted({path.rsplit("/", 1)[0]
                   for path in tree.matching(r"services/platform/(?!(.*/)?tests/).*/[^/]+\.(h|cpp)")})


def every_room_says_what_it_is(tree):
    """In a README of at most 30 lines, which the platform's own leads to."""
    violations = []
    rooms = rooms_of_platform(tree)
    map_path = "services/platform/README.md"
    if rooms and not tree.has(map_path):
        return [f"{map_path}: missing; it leads to each room"]
    for room in rooms:
        path = f"{room}/README.md"
        if not tree.has(path):
            violations.append(f"{path}: missing; each room of the platform says what it is for")
            continue
        count = len(tree.text(path).splitlines())
        if count > README_LINES:
            violations.append(f"{path}:{README_LINES + 1}: {count} lines, more than {README_LINES}")
        if f"({path.removeprefix('services/platform/')})" not in tree.text(map_path):
            violations.append(f"{map_path}: does not lead to {path}")
    return violations


def floors_are_drawn(tree):
    """docs/architecture.md draws the platform's floors, from above, as they are here."""
    page = "docs/architecture.md"
    if not tree.has(page):
        return []
    drawing = re.search(r"^ platform (.*?)^```", tree.text(page), re.DOTALL | re.MULTILINE)
    drawn = [sorted(line.split()) for line in drawing[1].splitlines() if line.strip()] if drawing else []
    floors = [sorted(room.removeprefix("platform/") for room in floor if room.startswith("platform/"))
              for floor in reversed(FLOORS[:-1])]
    floors = [floor for floor in floors if floor]
    wrong = [line for line in drawn if line not in floors]
    if wrong or drawn == floors:
        return [f"{page}: draws {' '.join(line)}; the floors are in tests/tidy/rooms.py" for line in wrong]
    return [f"{page}: draws other floors than tests/tidy/rooms.py"]


RULES = [includes_run_down, every_room_says_what_it_is, floors_are_drawn]
