#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Removes the native libraries of other platforms from RocksDB's jar, which are five sixths of it.
# The entries' dates are fixed, so that the same jars give the same layer.
set -eu
lib=$1
case $(uname -m) in
  aarch64) keep=librocksdbjni-linux-aarch64.so ;;
  *) keep=librocksdbjni-linux64.so ;;
esac
for jar in "$lib"/rocksdbjni-*.jar; do
  work=$(mktemp -d)
  (
    cd "$work"
    jar --extract --file "$jar"
    find . -name 'librocksdbjni-*' ! -name "$keep" -delete
    rm "$jar"
    jar --create --file "$jar" --no-manifest --date=2026-01-01T00:00:00Z -C "$work" .
  )
  rm -r "$work"
done
