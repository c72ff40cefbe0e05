#!/usr/bin/env bash
# Builds, checks the format, and runs all tests; the last line is "N passed, N failed".
#
# The tests start their own broker and database, as run.sh does: KAFKA_HOME gives them an Apache Kafka instead of the embedded broker;
# DATABASE_HOME a MySQL or MariaDB that was only unpacked instead of what is installed; KAFKA_BOOTSTRAP and ConnectionStrings__Users name
# running ones.
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
mkdir -p "$results"
solution="$root/Users.sln"
status=0

lock_build
build "$solution"
unlock_build

# Three at a time, and those that take longest first, in parts: most tests wait for processes that they start, stop or kill.
tasks=(EndToEnd@1of2 EndToEnd@2of2 KafkaRider.Tests@1of2 KafkaRider.Tests@2of2 Faults Api.Tests KafkaRider.EntityFrameworkCore.Tests format)

for project in "$root"/tests/*/*.csproj; do
  name="$(basename "$(dirname "$project")")"
  [[ " ${tasks[*]} " == *" $name"[@\ ]* ]] || tasks+=("$name")
done

# Until it has come to its end, each counts as broken off.
for task in "${tasks[@]}"; do
  touch "$results/$task.broken"
done

echo "checking the format, and running the tests"
check_all() { printf '%s\0' "${tasks[@]}" | xargs -0 -n 1 -P 3 "$root/eng/check.sh" "$results"; }
interruptible check_all || status=1

# Sums up what the reports count.
sum() {
  { cat "$results"/*.trx 2>/dev/null || true; } | { grep -o '<Counters [^>]*>' || true; } |
    sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ total += $1 } END { print total + 0 }'
}

passed=$(sum passed)
failed=$(($(sum failed) + $(sum error) + $(sum timeout) + $(sum aborted)))
skipped=$(($(sum total) - $(sum executed)))

# What broke off, or failed outside of its tests, counts as one failure.
failed=$((failed + $(find "$results" -name '*.broken' | wc -l)))

((skipped == 0)) || echo "$skipped skipped"
((failed == 0 && passed > 0)) || status=1
exit "$status"
