# Debian's archive of sources, for scripts at the repository's root. Lists and settings of its own lie below
# build/lambda/apt, so that the system's stay as they are and no right of root's is needed; apt checks the
# archive's signature and each file's hash as always.
archive_home=$PWD/build/lambda/apt

# archive apt-get|apt-cache ARGUMENT...
archive() {
  "$1" -q -o Dir::State="$archive_home" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$archive_home" \
    -o Dir::Etc::sourcelist="$archive_home/sources.list" -o Dir::Etc::sourceparts=- -o APT::Sandbox::User= \
    -o Acquire::Retries=3 -o Acquire::Languages=none "${@:2}"
}

# Fetches the lists of what there is, from where this system installs Debian.
refresh_archive() {
  mkdir -p "$archive_home/lists/partial" "$archive_home/archives/partial"
  apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' |
    sed -n 's/^Packages Debian //p' | LC_ALL=C sort -u -k3 >"$archive_home/sources.list"
  if [ ! -s "$archive_home/sources.list" ]; then
    echo "tools/lambda: apt has no list of Debian's archive yet; run apt-get update once" >&2
    return 1
  fi
  archive apt-get update >/dev/null
}

# Versions of a source package that are there, newest first.
versions_in_archive() {
  { archive apt-cache showsrc --only-source "$1" 2>/dev/null || true; } | sed -n 's/^Version: //p' | sort -Vru
}
