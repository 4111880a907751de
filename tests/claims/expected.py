"""What a round's report must say, computed from the round folder's files alone.

Usage: expected.py FOLDER ROUND_KEY. Prints JSON: different people and attendances, in all and by dimension.
It shares nothing with the platform but the files, so that a mistake of the platform's can't be in both.
"""
import csv
import json
import pathlib
import sys


def rows(folder, table):
    path = pathlib.Path(folder) / f"{table}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_key(table):
    return {row["key"]: row for row in table}


def confirmed_groups(folder):
    """Nobody is overtaken: of a session's groups, those cancelled apart, the first ones that fit have seats."""
    capacity = {session["key"]: int(session["capacity"]) for session in rows(folder, "sessions")}
    cancelled = {row["group"] for row in rows(folder, "cancellations")}
    taken, full, confirmed = {}, set(), []
    for group in rows(folder, "groups"):
        session = group["session"]
        if group["key"] in cancelled or session in full:
            continue
        if taken.get(session, 0) + int(group["head_count"]) > capacity[session]:
            full.add(session)
            continue
        taken[session] = taken.get(session, 0) + int(group["head_count"])
        confirmed.append(group)
    return confirmed


def senders(folder):
    """(session, person) -> the organisation with whose confirmed group they came."""
    return {(group["session"], person): group["organisation"]
            for group in confirmed_groups(folder) for person in group["members"].split()}


def left(folder):
    """(session, person) whose group was cancelled and who are in no other: their scans wait for somebody to look."""
    cancelled = {row["group"] for row in rows(folder, "cancellations")}
    gone, live = set(), set()
    for group in rows(folder, "groups"):
        (gone if group["key"] in cancelled else live).update((group["session"], person)
                                                             for person in group["members"].split())
    return gone - live


def scans_set_aside(folder, round_key):
    """How many scans wait: those of people whose group was cancelled."""
    sessions = {row["key"] for row in rows(folder, "sessions") if row["round"] == round_key}
    gone = left(folder)
    return sum((row["session"], row["person"]) in gone
               for row in rows(folder, "attendances") if row["session"] in sessions)


def employers(folder):
    """(person, day) -> where they worked that day, the longest-standing place first."""
    rosters = {}
    for row in rows(folder, "people"):
        if row["organisation"]:
            place = (row["from_date"], row["until_date"] or "9999", row["organisation"])
            rosters.setdefault(row["key"], []).append(place)

    def employer(person, day):
        places = [place for place in sorted(rosters.get(person, [])) if place[0] <= day <= place[1]]
        return places[0][2] if places else ""
    return employer


def dimensions(folder):
    """session key -> what its attendances are counted under."""
    places = by_key(rows(folder, "places"))
    projects = by_key(rows(folder, "projects"))
    found = {}
    for session in rows(folder, "sessions"):
        site = places[places[places[session["room"]]["parent"]]["parent"]]
        found[session["key"]] = {
            "project": projects[session["project"]]["name_en"],
            "site": site["name_en"],
            "region": places[site["parent"]]["name_en"],
            "kind": session["kind"],
            "topic": session["topic"],
            "audience": session["audience"],
        }
    return found


def came(folder, round_key):
    """One entry for each person and session, however often they were scanned: session, person, organisation."""
    sessions = by_key(row for row in rows(folder, "sessions") if row["round"] == round_key)
    organisations = by_key(rows(folder, "organisations"))
    sender, employer = senders(folder), employers(folder)
    scanned = {(row["session"], row["person"]) for row in rows(folder, "attendances")}
    for session, person in sorted(scanned - left(folder)):
        if session in sessions:
            key = sender.get((session, person)) or employer(person, sessions[session]["local_start"][:10])
            yield session, person, organisations[key]["name_en"] if key else ""


def turnout(folder, round_key):
    """Seats at sessions to which somebody came, and how many were taken: one with a name by whom it names, one without
    by anybody else who came with the same organisation."""
    organisations, named = by_key(rows(folder, "organisations")), set(senders(folder))
    seats, members, others, held = {}, {}, {}, set()
    for session, person, organisation in came(folder, round_key):
        held.add(session)
        there = members if (session, person) in named else others
        there[session, organisation] = there.get((session, organisation), 0) + 1
    for group in confirmed_groups(folder):
        if group["session"] in held:
            where = (group["session"], organisations[group["organisation"]]["name_en"])
            every, unnamed = seats.get(where, (0, 0))
            names = len(group["members"].split())
            seats[where] = (every + int(group["head_count"]), unnamed + max(0, int(group["head_count"]) - names))
    taken = sum(min(every, members.get(where, 0) + min(unnamed, others.get(where, 0)))
                for where, (every, unnamed) in seats.items())
    return {"seats": sum(every for every, _ in seats.values()), "taken": taken}


def introduced(folder):
    """Who is on a roster, or was named by a group: anybody else is an id alone when they come."""
    employed = {row["key"] for row in rows(folder, "people") if row["organisation"]}
    return employed.union(*(group["members"].split() for group in rows(folder, "groups")))


def expected(folder, round_key):
    under = dimensions(folder)
    everybody, attendances, counted = set(), 0, {}
    for session, person, organisation in came(folder, round_key):
        everybody.add(person)
        attendances += 1
        for dimension, value in {**under[session], "organisation": organisation}.items():
            people, times = counted.setdefault(dimension, {}).setdefault(value, (set(), []))
            people.add(person)
            times.append(session)
    return {
        "people": len(everybody),
        "people_unverified": len(everybody - introduced(folder)),
        "attendances": attendances,
        "scans_set_aside": scans_set_aside(folder, round_key),
        "turnout": turnout(folder, round_key),
        "by": {dimension: {value: {"people": len(people), "attendances": len(times)}
                           for value, (people, times) in sorted(values.items())}
               for dimension, values in sorted(counted.items())},
    }


if __name__ == "__main__":
    print(json.dumps(expected(sys.argv[1], sys.argv[2]), ensure_ascii=False, indent=2))
