#!/usr/bin/env bash
# Builds this program with MassTransit's own rider for Kafka, outside of the repository: build-peer.sh GITDIR DIR
# GITDIR is the git directory of a copy of MassTransit at v8.5, DIR a folder for what is built. Prints the path of the program.
set -euo pipefail
git_dir="$1"
dir="$(mkdir -p "$2"; cd "$2"; pwd)"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")"; pwd)"
packages="$here/../../Directory.Packages.props"
version() { sed -n "s/.*$1.*Version=\"\[*\([0-9.]*\).*/\1/p" "$packages" | head -n 1; }
masstransit="$(version '"MassTransit"')"
kafka="$(sed -n 's/.*<ConfluentKafkaVersion>\(.*\)<.*/\1/p' "$packages")"

rm -rf "$dir/rider" "$dir/program"
mkdir -p "$dir/rider" "$dir/program"
git --git-dir="$git_dir" archive "${COMMIT:-HEAD}:src/Transports/MassTransit.KafkaIntegration" | tar -x -C "$dir/rider"
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
  echo '<Project />' >"$dir/$file"
done

common='<TargetFramework>net10.0</TargetFramework><LangVersion>latest</LangVersion><NoWarn>$(NoWarn);CS1591;NU1603;NU1903</NoWarn>'
cat >"$dir/rider/MassTransit.KafkaIntegration.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>$common</PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MassTransit" Version="$masstransit" />
    <PackageReference Include="Confluent.Kafka" Version="$kafka" />
    <PackageReference Include="librdkafka.redist" Version="$kafka" />
  </ItemGroup>
</Project>
PROJECT
cat >"$dir/program/Users.Bench.Riders.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>$common<OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
    <Compile Include="$here/*.cs" />
    <ProjectReference Include="../rider/MassTransit.KafkaIntegration.csproj" />
  </ItemGroup>
</Project>
PROJECT

dotnet build "$dir/program" -c Release -v q -nologo >"$dir/build.log" 2>&1 || { grep ': error ' "$dir/build.log" | sort -u >&2; exit 1; }
echo "$dir/program/bin/Release/net10.0/Users.Bench.Riders.dll"
