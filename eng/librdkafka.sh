#!/usr/bin/env bash
# Finds out where the native Kafka client comes from, and remembers it in .local/native/origin:
#   package VERSION   the package librdkafka.redist can be restored, so nothing is to be done
#   source VERSION    it cannot, so the same version has been built into .local/native/librdkafka.so
# The build calls this by itself (Directory.Build.targets); it does its work once.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
native="$root/.local/native"
version="$(sed -n 's:.*<ConfluentKafkaVersion>\(.*\)</ConfluentKafkaVersion>.*:\1:p' "$root/Directory.Packages.props")"

# The source of librdkafka travels in this npm package.
source_version=2.15.1
npm_package=@confluentinc/kafka-javascript@1.10.1
npm_sha512=29578f5019f6d44a8254ff667f1cc4b8cdd26091c7105ed7fa2882d9ee374108034b211a92c2279821a8a13df0e6af9c340764482acaef58f42027eaa12a992f

known() { [[ -f "$native/origin" && "$(<"$native/origin")" == "$1 $version" ]]; }
remember() { echo "$1 $version" >"$native/origin.new" && mv "$native/origin.new" "$native/origin"; }
fail() { echo "error: $*" >&2; exit 1; }

# Of several builds at once the first does the work and the others wait for it.
mkdir -p "$native"
exec 9>"$native/lock"
flock 9

if known package || { known source && [[ -f "$native/librdkafka.so" ]]; }; then
  exit 0
fi

can_restore_package() {
  local probe="$native/probe" output
  mkdir -p "$probe"
  cat >"$probe/probe.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="librdkafka.redist" Version="$version" /></ItemGroup>
</Project>
PROJECT
  if output="$(dotnet restore "$probe/probe.csproj" -nodeReuse:false -p:ImportDirectoryBuildProps=false \
      -p:ImportDirectoryBuildTargets=false -p:ImportDirectoryPackagesProps=false 2>&1)"; then
    return 0
  fi
  # NU1101 to NU1103: the sources answered, and do not have it. Anything else is no answer.
  if grep -qE 'NU110[123]' <<<"$output"; then
    return 1
  fi
  echo "$output" >&2
  fail "cannot find out whether the package librdkafka.redist $version can be restored"
}

has_headers() { printf '#include <openssl/ssl.h>\n#include <zlib.h>\n' | gcc -E -o /dev/null - 2>/dev/null; }

install_tools() {
  local missing=()
  # Its configure script asks for a C++ compiler, too.
  command -v gcc >/dev/null && command -v g++ >/dev/null || missing+=(gcc g++ libc6-dev)
  command -v make >/dev/null || missing+=(make)
  command -v npm >/dev/null || missing+=(npm)
  command -v gcc >/dev/null && has_headers || missing+=(libssl-dev zlib1g-dev)
  if ((${#missing[@]})); then
    "$root/eng/install.sh" "what builds the native Kafka client" "${missing[@]}"
  fi
}

build() {
  local work log="$native/build.log"
  work="$(mktemp -d)" # outside the repository, whose path may hold spaces
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT

  (cd "$work" && npm pack --silent "$npm_package" >"$log" 2>&1) || { tail -n 15 "$log" >&2; fail "npm pack $npm_package failed"; }
  echo "$npm_sha512  $(ls "$work"/*.tgz)" | sha512sum --check --status || fail "$npm_package is not what was expected: its SHA-512 differs"
  tar -xzf "$work"/*.tgz -C "$work" package/deps/librdkafka

  (cd "$work/package/deps/librdkafka" && ./configure --disable-curl && make -j"$(nproc)" -C src librdkafka.so.1) >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; fail "librdkafka could not be built; all of it is in $log"; }
  strip --strip-unneeded -o "$native/librdkafka.so.new" "$work/package/deps/librdkafka/src/librdkafka.so.1"
  mv "$native/librdkafka.so.new" "$native/librdkafka.so"
}

[[ -n "$version" ]] || fail "Directory.Packages.props does not name the version of Confluent.Kafka"
if can_restore_package; then
  remember package
  exit 0
fi

[[ "$version" == "$source_version" ]] || fail "eng/librdkafka.sh knows the source of librdkafka $source_version, not of $version"
echo "building the native Kafka client, librdkafka $version, once (about a minute)"
install_tools
build
remember source
