# What run.sh and test.sh have in common; sourced with $root set.
# shellcheck shell=bash disable=SC2154

# Nothing is asked or left behind: no telemetry, no certificate, no change to the path, and no server that outlives the build.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

fail() { echo "error: $*" >&2; exit 1; }

# Gets what a bare machine lacks: what the SDK needs, a database server.
prepare() {
  require_home
  command -v dotnet >/dev/null || fail_without_sdk "there is no dotnet on the PATH"
  require_packages
  local output
  output="$(cd "$root" && dotnet --version 2>&1)" || fail_without_sdk "$output"
}

fail_without_sdk() {
  fail "the .NET SDK $(sed -n 's/.*"version": *"\([0-9]*\).*/\1/p' "$root/global.json") is needed (https://dotnet.microsoft.com/download): $1"
}

# The SDK keeps packages in the home folder; a service or a container may have none. Where no folder can be made here either, nothing can be
# built, and what has been built needs one that is there, but little of it.
require_home() {
  if [[ ! -w "${HOME:=~}" ]]; then
    HOME="$root/.local/home"
    mkdir -p "$HOME" 2>/dev/null || HOME="${TMPDIR:-/tmp}"
  fi
  export HOME
}

require_packages() {
  local missing=()

  # An SDK that was merely unpacked comes without the libraries that it loads. The name of libicu has its version in it; icu-devtools
  # brings the one of this release.
  if command -v apt-get >/dev/null; then
    local libraries
    libraries="$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)"
    [[ "$libraries" == *libicuuc.so* ]] || missing+=(icu-devtools)
    [[ "$libraries" == *libssl.so.3* ]] || missing+=(openssl)
    [[ -e /etc/ssl/certs/ca-certificates.crt ]] || missing+=(ca-certificates)
  fi

  # The programs of the server alone, without the service that would be started at once.
  if [[ -z "${ConnectionStrings__Users:-}${DATABASE_HOME:-}" ]] && ! PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v mariadbd mysqld >/dev/null; then
    missing+=(mariadb-server-core mariadb-client-core)
  fi

  if ((${#missing[@]})); then
    "$root/eng/install.sh" "${missing[@]}" || exit 1
  fi
}

# Keeps other runs in this folder from building at the same time; whatever has started under it holds it, too.
lock_build() {
  if ! mkdir -p "$root/.local" 2>/dev/null || [[ ! -w "$root/.local" || ! -w "$root/src/AppHost" ]]; then
    fail "$root has to be built, but cannot be written to: use a copy of your own"
  fi
  command -v flock >/dev/null || return 0
  exec 9>"$root/.local/build.lock"
  flock --nonblock 9 || { echo "waiting for another build in this folder"; interruptible flock 9; }
}

unlock_build() { exec 9>&-; }

# Builds a solution in Release, and notes for run.sh when that began: build SOLUTION [OPTION...]
# One compiler serves all its projects, in two thirds of the time of one for each, and ends with it.
build() {
  local began="$root/.local/build-began"
  echo "building"
  touch "$began"
  if ! DOTNET_EnableDiagnostics=0 interruptible logged dotnet build "$@" --configuration Release -nologo \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"; then
    cat "$root/.local/build.log" >&2
    fail "the build failed"
  fi
  mv "$began" "$root/.local/built"
}

# Apart from what the script itself has to say when it is interrupted.
logged() { exec "$@" >"$root/.local/build.log" 2>&1; }

compiler="users-build-$$"

# Runs a command in a process group of its own, all of which ends with it, or when this script is interrupted.
interruptible() {
  local group code=0
  set -m
  "$@" </dev/null &
  group=$!
  set +m
  trap 'end_group "$group"; exit 130' INT TERM HUP
  wait "$group" || code=1
  trap - INT TERM HUP
  end_group "$group"
  return "$code"
}

# The compiler does not wait to be ended, and leaves its socket.
end_group() {
  kill -TERM -- "-$1" 2>/dev/null || true
  while kill -0 -- "-$1" 2>/dev/null; do sleep 0.1; done
  rm -f "${TMPDIR:-/tmp}/$compiler"
}
