"""``make bench``: every measure, one after the other, so that none disturbs another."""

import subprocess
import sys

MEASURES = (
    ("bench.landing_page",),
    ("bench.responses",),
    ("bench.responses", "--postgresql"),
    ("bench.report_job",),
    ("bench.readability",),
    ("bench.desk",),
    ("bench.desk", "--postgresql"),
    ("bench.builder",),
)


def main() -> None:
    """Run each measure and show what it prints."""
    for module, *options in MEASURES:
        print("\n$ python -m", module, *options, flush=True)
        subprocess.run([sys.executable, "-m", module, *options], check=True)


if __name__ == "__main__":
    main()
