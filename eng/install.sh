#!/usr/bin/env bash
# Installs packages of the distribution, where the user may: install.sh PACKAGE...
# Elsewhere it says what to install, and ends with 1.
set -euo pipefail

if ! command -v apt-get >/dev/null; then
  echo "error: something is missing. Please install what corresponds to these Debian packages, then try again: $*" >&2
  exit 1
fi

as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
  if ! sudo -n true 2>/dev/null; then
    sudo=""
    if command -v sudo >/dev/null; then sudo="sudo "; fi
    echo "error: packages are missing. Please run this line as root, then try again:" >&2
    echo "    ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends $*" >&2
    exit 1
  fi
  as_root=(sudo -n)
fi

# A service that comes with a package would wait for a terminal to ask its questions.
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"; }

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "installing packages of the distribution: $*"
if ! { apt update && apt install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "error: these packages could not be installed: $*" >&2
  exit 1
fi
