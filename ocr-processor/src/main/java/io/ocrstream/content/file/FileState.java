/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Which file stands at a path, and in which state.
 *
 * @param identity the inode
 * @param size bytes
 * @param modifiedNanos since the epoch
 */
record FileState(String identity, long size, long modifiedNanos) {
  /* Of "(dev=fe01,ino=1234)". The device's number differs between hosts that share a folder. */
  private static final Pattern DEVICE = Pattern.compile("dev=[0-9a-f]+,");

  static FileState of(BasicFileAttributes attributes) {
    return new FileState(
        DEVICE.matcher(String.valueOf(attributes.fileKey())).replaceFirst(""),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** 32 hex digits that stand for the state. */
  String etag() {
    return ContentHash.ofBytes(toString().getBytes(UTF_8)).hex().substring(0, 32);
  }
}
