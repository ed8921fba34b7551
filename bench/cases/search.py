# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""The catalogue of generated libraries: 300 judged queries, pages by date, snapshots; on one core, in CPU time."""

from measure import run_json

# Files: milliseconds that 95 of 100 searches may take.
LARGEST_P95_MS = {100_000: 15, 1_000_000: 100}
SMALL = 10_000
LONGEST_LOAD_SECONDS = 1


def run(context):
    small = run_json([context.program("search"), str(SMALL)])
    for files, most in LARGEST_P95_MS.items():
        figures = run_json([context.program("search"), str(files)])
        context.limit(f"search in {files:,} files, p95", "ms", figures["searchP95Ms"], most)
        context.limit(f"search in {files:,} files by relevance, p95", "ms", figures["relevanceP95Ms"], most)
        context.limit(f"load of a snapshot of {files:,} files", "s", figures["readSeconds"], LONGEST_LOAD_SECONDS)
        context.ratio(f"page of 50 by date from {files:,} files", "us", figures["pageMicroseconds"],
                      f"from {SMALL:,} files", small["pageMicroseconds"], 1.25, lower_is_better=True)
        context.note(f"catalogue of {files:,} files: {figures['bytesPerFile']} bytes of memory a file and "
                     f"{figures['snapshotBytesPerFile']} of the snapshot; a change shows after {figures['changeMs']:.2f} ms, "
                     f"months take {figures['monthsMs']:.0f} ms, facets {figures['facetsMs']:.0f} ms, "
                     f"similar pictures {figures['similarMs']:.0f} ms")
