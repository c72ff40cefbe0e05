#!/usr/bin/env bash
# Brings up the whole system on this machine; ./run.sh --help tells more.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

for argument in "$@"; do
  if [[ "$argument" == --help || "$argument" == -h ]]; then
    exec cat "$root/src/AppHost/help.txt"
  fi
done

# A script that runs this in the background has the shell ignore Ctrl-C for it, which bash cannot undo and .NET would inherit.
if [[ -n "$(trap -p INT)" ]] && env --default-signal=INT true 2>/dev/null; then
  exec env --default-signal=INT bash "$root/run.sh" "$@"
fi

# shellcheck source=eng/prepare.sh
source "$root/eng/prepare.sh"
prepare

app_host="$root/src/AppHost/bin/Release/net10.0/Users.AppHost.dll"
built="$root/.local/built"

# Even a build that has nothing to do takes seconds, so it is asked for only when a source is newer than the last one.
is_built() {
  [[ -f "$app_host" && -f "$built" ]] &&
    [[ -z "$(find "$root/src" "$root"/Directory.* "$root/global.json" \( -name bin -o -name obj \) -prune -o -type f -newer "$built" -print -quit)" ]]
}

if ! is_built; then
  lock_build
  # What is known to be wrong with a package is for those who change the code, and is asked for on the network.
  is_built || build "$root/eng/run.slnf" -p:NuGetAudit=false
  unlock_build
fi

exec dotnet "$app_host" "$@"
