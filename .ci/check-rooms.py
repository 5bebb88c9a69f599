"""Checks the package's targets: each stands on a floor, depends only on what .ci/rooms.txt allows,
and reaches nothing across the wall, directly or through others. The sources of a side name no fact
of the other.

    check-rooms.py               checks the package, and that Documentation/architecture.md draws it
    check-rooms.py --graph       prints the graph for Documentation/architecture.md
    check-rooms.py --self-test   checks this check on made-up packages
"""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys

# What each floor may reach. A floor is the folder of Sources in which a target stands.
REACH = {
    "Kits": {"Kits"},
    "Facts": {"Facts", "Kits"},
    "Performance": {"Performance", "Facts", "Kits"},
    "Desk": {"Desk", "Facts", "Kits"},
}

# Facts of the other side, which the sources of a floor must not name, though both floors reach the
# rooms that define them.
FOREIGN = {
    "Performance": re.compile(r"\bWorkingFacts\b|\.working\b|\bFeed\.desk\b"),
    "Desk": re.compile(
        r"\.(renewals|arr|opportunities|surveys|targets|benchmarks|rates|withdrawnOverrides)\b"
        r"|\b(Renewal|ARRPoint|Opportunity|SurveyResponse|Target|Benchmark)\b"
        r"|\bFeed\.performance\b"),
}


def floor_of(target: dict) -> str | None:
    """The floor of a target; "Tests" for test support, None for a target that stands elsewhere."""
    folders = pathlib.PurePosixPath(target["path"]).parts
    if folders[0] == "Tests":
        return "Tests"
    if len(folders) > 2 and folders[0] == "Sources" and folders[1] in REACH:
        return folders[1]
    return None


def paths_from(name: str, arrows: dict[str, set[str]]) -> dict[str, list[str]]:
    """Every target that one reaches, with the shortest way there."""
    paths = {name: [name]}
    waiting = [name]
    for here in waiting:
        for next_ in sorted(arrows[here] - paths.keys()):
            paths[next_] = paths[here] + [next_]
            waiting.append(next_)
    del paths[name]
    return paths


def faults(targets: list[dict], allowed: dict[str, set[str]]) -> list[str]:
    """What is wrong with the targets, in sentences without full stops."""
    found = []
    targets = [target for target in targets if target["type"] != "test"]
    floors = {target["name"]: floor_of(target) for target in targets}
    arrows = {target["name"]: set(target.get("target_dependencies") or []) for target in targets}
    for target in targets:
        name = target["name"]
        if floors[name] is None:
            found.append(f"{name} stands in {target['path']}, which is no floor: move it to one of "
                         + ", ".join(f"Sources/{floor}" for floor in REACH))
        if name not in allowed:
            if floors[name] != "Tests":
                found.append(f"{name} is not in .ci/rooms.txt: add a line for it")
            continue
        used = arrows[name] | set(target.get("product_dependencies") or [])
        for extra in sorted(used - allowed[name]):
            found.append(f"{name} must not depend on {extra}")
        for unused in sorted(allowed[name] - used):
            found.append(f"{name} does not depend on {unused}: take it out of .ci/rooms.txt")
    for name in sorted(allowed.keys() - floors.keys()):
        found.append(f"{name} is no target: take it out of .ci/rooms.txt")
    for name, floor in floors.items():
        if floor not in REACH:
            continue
        for reached, path in sorted(paths_from(name, arrows).items()):
            if floors[reached] not in REACH[floor]:
                found.append(f"{name} ({floor}) must not reach {reached} ({floors[reached]}): "
                             + " -> ".join(path))
    return found


def foreign_names(files: dict[str, str]) -> list[str]:
    """Which sources name a fact of the other side, in sentences without full stops."""
    found = []
    for path, text in sorted(files.items()):
        pattern = FOREIGN.get(pathlib.PurePosixPath(path).parts[1])
        for number, line in enumerate(text.splitlines(), 1):
            code = line.split("//")[0]
            if pattern and (match := pattern.search(code)):
                found.append(f"{path}:{number} names {match.group()}, which belongs to the other "
                             "side of the wall")
    return found


def graph(targets: list[dict]) -> str:
    """The targets and their arrows for Mermaid, without arrows that follow from others."""
    targets = [target for target in targets
               if target["type"] != "test" and floor_of(target) in REACH]
    arrows = {target["name"]: set(target.get("target_dependencies") or []) for target in targets}
    lines = ["graph TD"]
    for floor in reversed(REACH):
        names = sorted(target["name"] for target in targets if floor_of(target) == floor)
        if names:
            lines += [f"  subgraph {floor}", *(f"    {name}" for name in names), "  end"]
    for name in sorted(arrows):
        further = set().union(*(paths_from(next_, arrows) for next_ in arrows[name]))
        lines += [f"  {name} --> {next_}" for next_ in sorted(arrows[name] - further)]
    return "\n".join(lines)


def read_rooms(text: str) -> dict[str, set[str]]:
    """The arrows of rooms.txt: `Target: what it depends on`."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: set(rooms.split()) for name, _, rooms in (line.partition(":") for line in lines)}


def self_test() -> None:
    """Made-up packages, each with what must be found in it."""
    def check(rooms: dict[str, tuple[str, list[str]]], *expected: str, allowed=None) -> None:
        targets = [
            {"name": name, "type": "library", "path": path, "target_dependencies": dependencies}
            for name, (path, dependencies) in rooms.items()]
        if allowed is None:
            allowed = {name: set(dependencies) for name, (_, dependencies) in rooms.items()}
        found = faults(targets, allowed)
        assert len(found) == len(expected), found
        for fault, words in zip(found, expected):
            assert words in fault, (fault, words)

    house = {
        "Statistics": ("Sources/Kits/Statistics", []),
        "Domain": ("Sources/Facts/Domain", ["Statistics"]),
        "Scorecards": ("Sources/Performance/Scorecards", ["Domain", "Statistics"]),
        "Scoring": ("Sources/Desk/Scoring", ["Domain", "Statistics"]),
        "TestSupport": ("Tests/TestSupport", ["Scorecards", "Scoring"]),
    }
    check(house)

    leaking_kit = house | {"Statistics": ("Sources/Kits/Statistics", ["Scorecards"]),
                           "Scorecards": ("Sources/Performance/Scorecards", []),
                           "Domain": ("Sources/Facts/Domain", [])}
    check(leaking_kit, "Statistics (Kits) must not reach Scorecards",
          "Scoring -> Statistics -> Scorecards")

    check(house | {"Scoring": ("Sources/Desk/Scoring", ["Scorecards"])},
          "Scoring (Desk) must not reach Scorecards (Performance)")
    check(house | {"Scorecards": ("Sources/Performance/Scorecards", ["Scoring"])},
          "Scorecards (Performance) must not reach Scoring (Desk)")
    check(house | {"Statistics": ("Sources/Kits/Statistics", ["Calendar"]),
                   "Calendar": ("Sources/Kits/Calendar", ["Statistics"])})  # a cycle ends
    check(house | {"Scoring": ("Sources/Scoring", [])}, "Scoring stands in Sources/Scoring")
    check(house | {"Scoring": ("Sources/Desk/Scoring", ["TestSupport"])},
          "Scoring (Desk) must not reach Scorecards", "Scoring (Desk) must not reach TestSupport")

    allowed = {"Statistics": set(), "Domain": set(), "Scorecards": {"Domain", "Statistics"},
               "Scoring": {"Domain", "Statistics", "Charting"}, "Gone": set()}
    check(house, "Domain must not depend on Statistics", "Scoring does not depend on Charting",
          "Gone is no target", allowed=allowed)
    del allowed["Scorecards"], allowed["Gone"]
    allowed |= {"Domain": {"Statistics"}, "Scoring": {"Domain", "Statistics"}}
    check(house, "Scorecards is not in .ci/rooms.txt", allowed=allowed)

    found = foreign_names({
        "Sources/Performance/Review/A.swift": "// reading.working\nlet facts = reading.working\n",
        "Sources/Desk/HealthDesk/B.swift": "let due = portfolio.renewals\nlet day = dueDates\n",
        "Sources/Facts/Domain/C.swift": "let renewals: [Renewal] = portfolio.renewals\n",
    })
    assert len(found) == 2, found
    assert "B.swift:1 names .renewals" in found[0], found
    assert "A.swift:2 names .working" in found[1], found

    drawn = graph([{"name": name, "type": "library", "path": path, "target_dependencies": arrows}
                   for name, (path, arrows) in house.items()])
    assert "Scorecards --> Domain" in drawn and "TestSupport" not in drawn, drawn
    assert "Scorecards --> Statistics" not in drawn, drawn  # follows from Domain --> Statistics
    print("check-rooms finds what is wrong in made-up packages")


def main() -> None:
    """Checks the package of the current folder."""
    description = subprocess.check_output(["swift", "package", "describe", "--type", "json"])
    targets = json.loads(description)["targets"]
    if sys.argv[1:] == ["--graph"]:
        print(graph(targets))
        return
    here = pathlib.Path(__file__).parent
    found = faults(targets, read_rooms((here / "rooms.txt").read_text()))
    found += foreign_names({
        str(path.relative_to(here.parent)): path.read_text()
        for path in (here.parent / "Sources").rglob("*.swift")})
    page = (here.parent / "Documentation/architecture.md").read_text()
    if f"```mermaid\n{graph(targets)}\n```" not in page:
        found.append("Documentation/architecture.md draws another graph than the package's: put "
                     "what `python3 .ci/check-rooms.py --graph` prints there")
    if found:
        sys.exit("\n".join(found))
    count = sum(target["type"] != "test" for target in targets)
    print(f"{count} targets keep to their rooms and floors")


if __name__ == "__main__":
    self_test() if sys.argv[1:] == ["--self-test"] else main()
