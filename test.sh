#!/usr/bin/env bash
# Checks the format, builds, and runs all tests; the last line is "N passed, N failed".
#
# The tests start their own broker and database, as run.sh does: KAFKA_HOME gives them an Apache Kafka instead of the embedded broker;
# KAFKA_BOOTSTRAP and ConnectionStrings__Users name running ones.
set -euo pipefail

# However it ends, this is the last line.
passed=0 failed=0
trap 'echo "$passed passed, $failed failed"' EXIT

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=eng/prepare.sh
source "$root/eng/prepare.sh"
prepare

if [[ -n "${KAFKA_HOME:-}" ]] && ! "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version >/dev/null 2>&1; then
  fail "KAFKA_HOME is set, but there is no Java to run it: install openjdk-17-jre-headless, or unset KAFKA_HOME"
fi

results="$root/.local/test-results"
rm -rf "$results" "$root/.local/tests"
solution="$root/Users.sln"
status=0
tests_status=0

lock_build
build "$solution"
unlock_build

echo "checking the format"
dotnet format "$solution" --no-restore --verify-no-changes || { echo "error: the format differs: run dotnet format" >&2; status=1; }

# One project at a time: each of those that need one starts a broker and a database.
dotnet test "$solution" --configuration Release --no-build --nologo -m:1 \
  --logger trx --results-directory "$results" --blame-hang-timeout 10m --blame-hang-dump-type none || tests_status=1

sum() {
  { cat "$results"/*.trx 2>/dev/null || true; } | sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" | awk '{ total += $1 } END { print total + 0 }'
}

passed=$(sum passed)
failed=$(($(sum failed) + $(sum error) + $(sum timeout) + $(sum aborted)))
skipped=$(($(sum total) - $(sum executed)))

# A project that crashed before it could report counts as one failure, and so does a run that broke off.
projects=$(find "$root/tests" -name '*.csproj' | wc -l)
reports=$(find "$results" -name '*.trx' 2>/dev/null | wc -l)
failed=$((failed + (projects > reports ? projects - reports : 0)))
if ((tests_status != 0 && failed == 0)); then
  echo "error: a test run broke off; see above" >&2
  failed=1
fi

((skipped == 0)) || echo "$skipped skipped"
((failed == 0 && passed > 0)) || status=1
exit "$status"
