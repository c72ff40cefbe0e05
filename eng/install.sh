#!/usr/bin/env bash
# Installs packages of the distribution, where the user may: install.sh WHAT PACKAGE...
# Elsewhere it says what to install, and ends with 1.
set -euo pipefail

what="$1"
shift

as_root=()
if [[ $EUID -ne 0 ]]; then
  as_root=(sudo -n)
fi

if ! command -v apt-get >/dev/null; then
  echo "error: $what is missing; please install what corresponds to these Debian packages, then try again: $*" >&2
  exit 1
fi
if [[ $EUID -ne 0 ]] && ! sudo -n true 2>/dev/null; then
  echo "error: $what is missing. Please run this, then try again:" >&2
  echo "    sudo apt-get install --no-install-recommends ${*@Q}" >&2
  exit 1
fi

# A service that comes with a package would wait for a terminal to ask its questions.
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"; }

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "installing $what from the distribution"
if ! { apt update && apt install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "error: $what could not be installed: ${*@Q}" >&2
  exit 1
fi
