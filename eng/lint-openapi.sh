#!/usr/bin/env bash
# Has a public linter read the OpenAPI document as it is served: with and without callers that have to say who they are, and under a path.
# Needs npx (Node.js) and a build of the API. Ends with 0 if the linter finds no error.
set -euo pipefail
cd "$(dirname "$0")/.."

api=src/Api/bin/Release/net10.0/Users.Api.dll
[ -f "$api" ] || dotnet build src/Api -c Release --nologo --verbosity quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

lint() {
    local name=$1 pid; shift
    # It serves its description, whether there is a broker or not.
    dotnet "$api" --urls=http://127.0.0.1:0 --Kafka:BootstrapServers=127.0.0.1:9 --Requests:LameDuck=00:00:00 \
        --Logging:LogLevel:Default=None --Logging:LogLevel:Microsoft.Hosting.Lifetime=Information "$@" > "$folder/$name.log" &
    pid=$!
    until grep -q 'Now listening on' "$folder/$name.log"; do kill -0 "$pid"; sleep 0.2; done
    curl -fsS -o "$folder/$name.json" "$(grep -o 'http://127.0.0.1:[0-9]*' "$folder/$name.log" | head -1)/openapi/v1.json"
    kill "$pid"
    wait "$pid" || true
    echo "== $name"
    npx --yes @redocly/cli lint --extends=recommended "$folder/$name.json"
}

lint open
lint callers --Authentication:SigningKey=a-key-of-more-than-thirty-two-bytes --Http:PathBase=/api
