# For the scripts beside it, which stand in the checkout: what takes long to build or fetch is kept in the cache folder for
# all checkouts, and build/ has links to it. `make clean` takes away the links alone.

# cached LINK VERSION FUNCTION: makes build/LINK a link to the entry of this version. Where there is none yet FUNCTION makes
# it, as the file or folder $entry, which never moves.
cached() {
  local link=build/$1 key=${1##*/}-$2 folder lock
  folder=$(tools/cache_folder)
  entry=$folder/$key
  exec {lock}>"$folder/$key.lock"
  flock "$lock"
  if [ ! -e "$entry.complete" ]; then
    rm -rf "$entry"
    "$3"
    touch "$entry.complete"
  fi
  exec {lock}>&-
  mkdir -p "${link%/*}"
  if [ ! -L "$link" ]; then rm -rf "$link"; fi
  ln -sfn "$entry" "$link"
}

# cached_go_program NAME MODULE VERSION: build/tools/NAME, a program in Go.
cached_go_program() {
  local name=$1 module=$2 version=$3
  build_go_program() {
    PATH=$(tools/go_path) || exit 1
    echo "+ go install $module@$version"
    GOBIN=$entry.new GOFLAGS=-trimpath go install -ldflags='-s -w' "$module@$version"
    mv "$entry.new/$name" "$entry"
    rmdir "$entry.new"
  }
  cached "tools/$name" "$version" build_go_program
}

# cached_python NAME REQUIREMENTS: build/tools/NAME, a virtual environment with what the file of requirements pins.
cached_python() {
  local requirements=$2
  make_environment() {
    echo "+ pip install -r $requirements"
    /usr/bin/python3 -m venv "$entry"
    "$entry/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  }
  cached "tools/$1" "$(cat "$requirements" <(/usr/bin/python3 --version) | sha256sum | cut -c1-16)" make_environment
}
