#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The container is healthy if the role is ready. The image has no curl.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${OCR_OPS_PORT:-8000}"
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[[ $status == 200 ]]
