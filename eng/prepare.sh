# What run.sh and test.sh have in common; sourced with $root set.
# shellcheck shell=bash disable=SC2154

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

fail() { echo "error: $*" >&2; exit 1; }

# Gets what a bare machine lacks: a working SDK, a database server.
prepare() {
  require_sdk
  require_database
}

require_sdk() {
  local wanted output
  wanted="$(sed -n 's/.*"version": *"\([0-9]*\).*/\1/p' "$root/global.json")"
  command -v dotnet >/dev/null ||
    fail "the .NET SDK $wanted is missing: there is no dotnet on the PATH (https://dotnet.microsoft.com/download)"

  # Libraries that .NET loads: an SDK that was merely unpacked comes without them.
  local libraries missing=()
  libraries="$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)"
  [[ "$libraries" == *libicuuc.so* ]] || missing+=('^libicu[0-9]+$')
  [[ "$libraries" == *libssl.so.3* ]] || missing+=('^libssl3(t64)?$' ca-certificates)
  if command -v apt-get >/dev/null && ((${#missing[@]})); then
    "$root/eng/install.sh" "what .NET needs" "${missing[@]}"
  fi

  if ! output="$(cd "$root" && dotnet --version 2>&1)"; then
    echo "$output" >&2
    fail "the .NET SDK $wanted is needed (https://dotnet.microsoft.com/download)"
  fi
}

require_database() {
  local path="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
  if [[ -n "${ConnectionStrings__Users:-}" ]] || PATH="$path" command -v mariadbd mysqld >/dev/null; then
    return
  fi
  # The programs alone, without the service that would be started at once; in some releases their names end in a version.
  "$root/eng/install.sh" "a database server (MariaDB)" '^mariadb-(server|client)-core(-10[.][0-9]+)?$'
}

# Builds a solution in Release, and notes for run.sh when that began.
build() {
  local log="$root/.local/build.log" began="$root/.local/build-began"
  touch "$began"
  if ! dotnet build "$1" --configuration Release -nologo >"$log" 2>&1; then
    cat "$log" >&2
    fail "the build failed"
  fi
  mv "$began" "$root/.local/built"
}
