#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the users with hashed passwords, and starts Redis. OCR_REDIS_PASSWORD is for the roles, OCR_REDIS_ADMIN_PASSWORD for operators.
set -eu
hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }
umask 077
# Roles may read, write and expire keys of their prefix, and query statistics. FLUSHALL, KEYS, CONFIG, DEBUG and scripts are not allowed.
cat >/tmp/users.acl <<USERS
user default off
user ocr on #$(hash "$OCR_REDIS_PASSWORD") ~ocr:* resetchannels -@all +get +hmget +mget +set +del +unlink +expire +pexpire +ttl +pttl +exists +strlen +ping +hello +auth +client|setname +client|setinfo +client|id +info +dbsize +select +cluster|slots +cluster|shards +cluster|nodes +readonly
user admin on #$(hash "$OCR_REDIS_ADMIN_PASSWORD") ~* &* +@all
USERS
exec redis-server /etc/ocr/redis.conf
