# For the scripts beside it, at the repository's root: what tools/sqlite/source.txt says, and how a package is opened.

# pinned NAME: the value of a line.
pinned() { sed -n "s|^$1 ||p" tools/sqlite/source.txt; }

# take_sources PACKAGE_VERSION FOLDER: puts sqlite3.c and sqlite3.h of that version of the package into FOLDER. No script
# of the package runs.
take_sources() {
  local download archive
  command -v npm >/dev/null || { echo "tools/sqlite: npm is missing; run: make setup" >&2; return 1; }
  download=$(mktemp -d)
  archive=$(npm pack --silent --ignore-scripts --pack-destination "$download" "$(pinned package)@$1") ||
    { rm -rf "$download"; echo "tools/sqlite: $(pinned package) $1 could not be fetched" >&2; return 1; }
  mkdir -p "$2"
  tar -x --no-same-owner --touch --strip-components=3 -C "$2" -f "$download/$archive" \
    "package/$(pinned folder)/sqlite3.c" "package/$(pinned folder)/sqlite3.h"
  rm -rf "$download"
}
