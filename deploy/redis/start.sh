#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the users from the environment, hashed, and starts Redis. OCR_REDIS_PASSWORD: of the roles; OCR_REDIS_ADMIN_PASSWORD: of operators.
set -eu
hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }
umask 077
# The roles read, write and expire keys of their own prefix, and ask for figures; no FLUSHALL, KEYS, CONFIG, DEBUG or scripts.
cat >/tmp/users.acl <<USERS
user default off
user ocr on #$(hash "$OCR_REDIS_PASSWORD") ~ocr:* resetchannels -@all +get +mget +set +del +unlink +expire +pexpire +ttl +pttl +exists +strlen +ping +hello +auth +client|setname +client|setinfo +client|id +info +dbsize +select +cluster|slots +cluster|shards +cluster|nodes +readonly
user admin on #$(hash "$OCR_REDIS_ADMIN_PASSWORD") ~* &* +@all
USERS
exec redis-server /etc/ocr/redis.conf
