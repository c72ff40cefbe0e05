#!/usr/bin/env bash
# One task of test.sh: the format, or the tests of a project. Says how it went when it has ended, so that tasks can run side by side.
#
# usage: check.sh RESULTS TASK    leaves TASK.log and TASK.trx, and removes TASK.broken where the report tells all
#
# PROJECT@2of3 is the second of three parts of a project: every third of its classes, so that a part is as long as the others.
set -euo pipefail

results="$1" task="$2"
project="${task%@*}"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
log="$results/$task.log" report="$results/$task.trx"
code=0

# Far more than any takes: what hangs is ended.
limited() {
  if command -v timeout >/dev/null; then
    timeout --foreground --kill-after=30s 20m "$@"
  else
    "$@"
  fi
}

# The build has checked the style (EnforceCodeStyleInBuild), and a test the order of usings. The whole of "dotnet format" would do it all again.
check_format() {
  limited dotnet format whitespace "$root" --folder --verify-no-changes --exclude "$root/.local"
}

# Processes that live for seconds or minutes do not repay what .NET and Java would spend on making them fast, and on keeping code that is
# written from being run at the same time: four tenths of all processor time.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_TC_CallCountThreshold="${DOTNET_TC_CallCountThreshold:-1000}"
export DOTNET_TC_CallCountingDelayMs="${DOTNET_TC_CallCountingDelayMs:-1000}" DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1}"

# A test project is a program. Run as such it can say why it breaks off; a test host between it and us would keep that to itself.
run_tests() {
  local assembly classes
  assembly="$(sed -n 's:.*<AssemblyName>\(.*\)</AssemblyName>.*:\1:p' "$root/tests/$project"/*.csproj)"
  assembly="$root/tests/$project/bin/Release/net10.0/${assembly:-$project}.dll"
  mapfile -t classes < <(classes_of_part "$assembly")
  limited dotnet "$assembly" "${classes[@]}" -result-trx "$report" -longRunning 120 -noLogo -noColor
}

# What selects the part of a project that is to be run: nothing where it is the whole.
classes_of_part() {
  [[ "$task" == *@* ]] || return 0
  local part="${task#*@}"
  dotnet "$1" -list classes -noLogo -noColor | sed 's/\x1b\[[0-9;]*m//g' | grep '[A-Za-z]' | sort |
    awk -v part="${part%of*}" -v parts="${part#*of}" 'NR % parts == part % parts { print "-class"; print }'
}

if [[ "$task" == format ]]; then
  check_format >"$log" 2>&1 </dev/null || code=$?
else
  run_tests >"$log" 2>&1 </dev/null || code=$?
fi

if ((code == 0)) && [[ "$task" == format || -s "$report" ]]; then
  rm -f "$results/$task.broken"
  printf '%-22s passed after %4d s\n' "$task" "$SECONDS"
  exit 0
fi

if grep -q '<Counters [^>]* failed="[1-9]' "$report" 2>/dev/null; then
  rm -f "$results/$task.broken"
fi

printf '%-22s FAILED after %4d s, with exit code %d:\n%s\n' "$task" "$SECONDS" "$code" "$(cat "$log")"
exit 1
