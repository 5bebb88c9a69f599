"""The targets of the package and their dependencies against .ci/rooms.txt, and the wall between
the performance views and the working views."""

import json
import pathlib
import subprocess
import sys

package = json.loads(subprocess.check_output(["swift", "package", "describe", "--type", "json"]))
allowed = {}
for line in (pathlib.Path(__file__).parent / "rooms.txt").read_text().splitlines():
    if line and not line.startswith("#"):
        name, _, rooms = line.partition(":")
        allowed[name] = set(rooms.split())

faults = []
arrows = {}
for target in package["targets"]:
    if target["type"] == "test":
        continue
    name = target["name"]
    arrows[name] = set(target.get("target_dependencies", []))
    found = arrows[name] | set(target.get("product_dependencies", []))
    if name not in allowed:
        faults.append(f"{name} is not in .ci/rooms.txt")
    for extra in sorted(found - allowed.get(name, set())):
        faults.append(f"{name} must not depend on {extra}")
    for unused in sorted(allowed.get(name, set()) - found):
        faults.append(f"{name} no longer depends on {unused}: take it out of .ci/rooms.txt")


def closure(name, seen=frozenset()):
    return {name}.union(*(closure(next_, seen | {name}) for next_ in arrows[name] - seen))


shared = {"Statistics", "Domain"}
desk = {name for name in arrows if name.startswith("HealthDesk") or name == "parallax-desk"}
for name in arrows:
    reached = closure(name)
    other = (set(arrows) - desk - shared) if name in desk else desk
    for across in sorted(reached & other):
        faults.append(f"{name} reaches {across} across the wall")

print("\n".join(faults) or f"{len(arrows)} targets keep to their rooms")
sys.exit(bool(faults))
