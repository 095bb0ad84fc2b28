#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts the role that the arguments name. JAVA_OPTS: additional JVM options; they come last and override others.
set -eu
mkdir -p /var/lib/ocr/tmp
heap=${JAVA_HEAP_PERCENT:-50}
# RocksDB or the engine's child processes use the rest of the container's memory.
# shellcheck disable=SC2086
exec java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -XX:MaxRAMPercentage="$heap" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  -Djava.io.tmpdir=/var/lib/ocr/tmp -Djava.awt.headless=true \
  ${JAVA_OPTS:-} -cp '/opt/ocr/lib/*' io.ocrstream.cli.OcrMain "$@"
