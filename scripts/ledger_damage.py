"""ledger_damage.py PROGRAM TRIALS SEED: see ledger-damage.sh."""

from __future__ import annotations

import collections
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

KINDS = ["one bit", "64 zeros", "512 random bytes", "a 4 KB block of zeros", "a block from elsewhere",
         "cut short"]


def damaged(sound: bytes, kind: str, source: random.Random) -> bytes:
    """A copy of the file with one fault of that kind."""
    data = bytearray(sound)
    place = source.randrange(len(data))
    if kind == "one bit":
        data[place] ^= 1 << source.randrange(8)
    elif kind == "64 zeros":
        data[place:place + 64] = bytes(len(data[place:place + 64]))
    elif kind == "512 random bytes":
        data[place:place + 512] = source.randbytes(len(data[place:place + 512]))
    elif kind == "a 4 KB block of zeros":
        place -= place % 4096
        data[place:place + 4096] = bytes(len(data[place:place + 4096]))
    elif kind == "a block from elsewhere":
        place -= place % 4096
        other = source.randrange(len(data) // 4096) * 4096
        data[place:place + 4096] = data[other:other + 4096]
    else:
        del data[place:]
    return bytes(data)


def review(program: pathlib.Path, ledger: pathlib.Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program, "review", "--db", ledger, "--month", "2026-10", "--json"],
                          capture_output=True, check=False)


def outcome(result: subprocess.CompletedProcess[bytes], figures: bytes) -> str:
    if result.returncode == 0:
        return "identical" if result.stdout == figures else "wrong figure"
    return "error named" if result.returncode == 1 and result.stderr.startswith(b"Error: ") else "crash"


def main(program: pathlib.Path, trials: int, seed: int) -> int:
    source = random.Random(seed)
    outcomes = ["identical", "error named", "wrong figure", "crash"]
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        first, second = pathlib.Path("Data/sample"), pathlib.Path("Data/sample/restated")
        for feeds in (first, second):
            subprocess.run([program, "import", feeds, "--db", folder / "ledger.sqlite", "--rejects",
                            folder / "rejects.csv"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run([program, "backup", folder / "sound.sqlite", "--db", folder / "ledger.sqlite"],
                       stdout=subprocess.DEVNULL, check=True)
        sound = (folder / "sound.sqlite").read_bytes()
        shutil.copy(folder / "sound.sqlite", folder / "read.sqlite")
        figures = review(program, folder / "read.sqlite").stdout
        for trial in range(trials):
            kind = KINDS[trial % len(KINDS)]
            for leftover in folder.glob("damaged.sqlite*"):
                leftover.unlink()
            (folder / "damaged.sqlite").write_bytes(damaged(sound, kind, source))
            result = review(program, folder / "damaged.sqlite")
            found = outcome(result, figures)
            counts[kind, found] += 1
            if found in ("wrong figure", "crash"):
                print(f"trial {trial}, {kind}: {found} {result.returncode} {result.stderr[:200]!r}")
    print(f"{'':24}" + "".join(f"{word:>14}" for word in outcomes))
    for kind in KINDS:
        print(f"{kind:24}" + "".join(f"{counts[kind, word]:14}" for word in outcomes))
    return 1 if any(counts[kind, word] for kind in KINDS for word in outcomes[2:]) else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3])))
