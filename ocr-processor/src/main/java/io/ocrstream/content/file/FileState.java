/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The identity and state of a file.
 *
 * @param identity the inode
 * @param size in bytes
 * @param modifiedNanos nanoseconds since the epoch
 */
record FileState(String identity, long size, long modifiedNanos) {
  /* Part of "(dev=fe01,ino=1234)". The device number differs between hosts that share a folder. */
  private static final Pattern DEVICE = Pattern.compile("dev=[0-9a-f]+,");

  static FileState of(BasicFileAttributes attributes) {
    return new FileState(
        DEVICE.matcher(String.valueOf(attributes.fileKey())).replaceFirst(""),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** Returns 32 hex digits that identify the state. */
  String etag() {
    return ContentHash.ofBytes(toString().getBytes(UTF_8)).hex().substring(0, 32);
  }
}
