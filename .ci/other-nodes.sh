#!/usr/bin/env bash
# Starts the built server on every Node that is supported, and on one that is too old: that one says so in a line and exits with 2.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
name=node-$(npx node -p '`${process.platform}-${process.arch}`')

for version in 20 22 24 26; do
  npm install --silent --no-save --prefix "$folder/$version" "$name@$version"
  node="$folder/$version/node_modules/$name/bin/node"
  if [ "$version" -ge 22 ]; then
    npx node .ci/smoke.mjs "$node"
    continue
  fi
  status=0
  words=$("$node" dist/atomgit-mock.cjs --version 2>&1) || status=$?
  echo "$words"
  [ "$status" -eq 2 ] && [ "$(wc -l <<<"$words")" -eq 1 ]
done
