#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts the role that the arguments name. JAVA_OPTS: further options for the JVM, which go last and win.
set -eu
mkdir -p /var/lib/ocr/tmp
heap=${JAVA_HEAP_PERCENT:-50}
# The rest of the container's memory is RocksDB's, or the engine's children's.
# shellcheck disable=SC2086
exec java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -XX:MaxRAMPercentage="$heap" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  -Djava.io.tmpdir=/var/lib/ocr/tmp -Djava.awt.headless=true \
  ${JAVA_OPTS:-} -cp '/opt/ocr/lib/*' io.ocrstream.cli.OcrMain "$@"
