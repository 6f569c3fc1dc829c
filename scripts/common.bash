# Shared by the scripts beside it: where the project is, what it needs, and how to build it. Sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
needed_packages=(libglpk-dev libopenblas-dev)

# say SENTENCE: a line of progress, on stderr, so that stdout belongs to results.
say() { printf '%s\n' "$*" >&2; }

# stop SENTENCE [CODE]: says what is wrong and what to do, and leaves.
stop() {
  say "$1"
  exit "${2:-70}"
}

require_swift() {
  command -v swift >/dev/null 2>&1 ||
    stop "tenure needs Swift 6.1 or newer and found no \`swift\` on the PATH; install the toolchain from swift.org and run this again."
}

# is_installed PACKAGE: by dpkg where there is one, otherwise by the header that the package brings.
is_installed() {
  if command -v dpkg-query >/dev/null 2>&1; then
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
    return
  fi
  case $1 in
    libglpk-dev) has_header glpk.h ;;
    libopenblas-dev) has_header cblas-openblas.h || has_header cblas.h ;;
    *) return 0 ;;
  esac
}

has_header() { printf '#include <%s>\n' "$1" | clang -E -x c - >/dev/null 2>&1; }

# require_packages PACKAGE...: installs those that are missing with apt, as root or through sudo.
require_packages() {
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    # Without a terminal nobody can type a password.
    [ -t 0 ] || as_root=(sudo -n)
    command -v sudo >/dev/null 2>&1 || stop_for_packages "${missing[@]}"
  fi
  command -v apt-get >/dev/null 2>&1 || stop_for_packages "${missing[@]}"
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  # A fresh machine has no package lists yet: a first failure is answered with an update.
  if ! apt_install "$log" "${missing[@]}"; then
    "${as_root[@]}" apt-get update >>"$log" 2>&1 || true
    if ! apt_install "$log" "${missing[@]}"; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      stop_for_packages "${missing[@]}"
    fi
  fi
  rm -f "$log"
}

# apt_install LOG PACKAGE...: uses the caller's as_root.
apt_install() {
  local log=$1
  shift
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 </dev/null
}

stop_for_packages() {
  stop "tenure needs $* and could not install them; on Debian or Ubuntu run \`apt-get install $*\` as root, elsewhere install GLPK 5 and OpenBLAS with their headers, and run this again."
}

# build_release: builds the program when a source is newer than the last build; two at once wait for each other.
build_release() {
  local stamp=$root/.build/tenure-release.stamp
  if is_fresh "$stamp"; then return; fi
  require_swift
  if ! { mkdir -p "$root/.build" && touch "$root/.build/tenure.lock"; } 2>/dev/null; then
    stop "tenure must be built first and cannot write to $root/.build; make that folder writable and run this again." 73
  fi
  exec 9>>"$root/.build/tenure.lock"
  flock 9
  if ! is_fresh "$stamp"; then
    require_packages "${needed_packages[@]}"
    say "building tenure (about 2 minutes, once)"
    # Dated at the start: what is edited during the build is newer than the stamp.
    touch "$stamp.next"
    run_quietly swift build --package-path "$root" -c release --product tenure ||
      stop "tenure did not build; the compiler's words are above."
    mv "$stamp.next" "$stamp"
  fi
  exec 9>&-
}

# is_fresh STAMP: whether the binary stands and nothing that it is built from is newer; a folder is newer when a file went.
is_fresh() {
  [ -x "$root/.build/release/tenure" ] && [ -e "$1" ] &&
    [ -z "$(find "$root/Sources" "$root/CGLPK" "$root/Package.swift" -newer "$1" -print -quit)" ]
}

# run_quietly COMMAND...: output only where the command fails, and then on stderr.
run_quietly() {
  local log code=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 9>&- </dev/null || code=$?
  [ "$code" -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$code"
}
