# What run.sh and test.sh have in common; sourced with $root set: a working SDK, and the native Kafka client.
# shellcheck shell=bash

fail() { echo "error: $*" >&2; exit 1; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

require_sdk() {
  local wanted output
  wanted="$(sed -n 's/.*"version": *"\([0-9]*\).*/\1/p' "$root/global.json")"
  command -v dotnet >/dev/null ||
    fail "the .NET SDK $wanted is missing (there is no dotnet on the PATH); see https://dotnet.microsoft.com/download"

  if ! output="$(cd "$root" && dotnet --version 2>&1)"; then
    # Without ICU no .NET program starts, and Unicode forms of a name could not be compared.
    if grep -q "valid ICU package" <<<"$output"; then
      "$root/eng/install.sh" '^libicu[0-9]+$'
      output="$(cd "$root" && dotnet --version 2>&1)" && return
    fi
    echo "$output" >&2
    fail "the .NET SDK $wanted is needed; see https://dotnet.microsoft.com/download"
  fi
}

require_sdk
"$root/eng/librdkafka.sh"
