/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import io.ocrstream.config.Settings;
import io.ocrstream.engine.EngineUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parts of a sandbox the children get.
 *
 * @param files whether they are kept from all files but their own
 * @param calls whether they are kept from the network, other processes and new programs
 */
public record SandboxSupport(boolean files, boolean calls) {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxSupport.class);

  /** What this machine's kernel offers. */
  public static SandboxSupport ofKernel() {
    return new SandboxSupport(Landlock.version() > 0, SyscallFilter.isAvailable());
  }

  /**
   * What there will be as the setting says; a lack is logged.
   *
   * @throws EngineUnavailableException if the setting demands more than this
   */
  public SandboxSupport asWanted(Settings.Sandbox wanted) {
    if (wanted == Settings.Sandbox.OFF) {
      return new SandboxSupport(false, false);
    }
    Optional<String> missing = missing();
    if (missing.isPresent() && wanted == Settings.Sandbox.REQUIRED) {
      throw new EngineUnavailableException(
          "ocr.engine.sandbox is required, and this machine offers no %s."
              .formatted(missing.get()));
    }
    missing.ifPresent(
        part ->
            LOG.warn(
                "The engine's processes run without a full sandbox: this machine offers no {}. A"
                    + " hostile file that takes over such a process reaches what this user reaches",
                part));
    return this;
  }

  /** Whether nothing is missing. */
  public boolean isFull() {
    return files && calls;
  }

  private Optional<String> missing() {
    if (isFull()) {
      return Optional.empty();
    }
    String landlock = files ? "" : "Landlock (Linux 5.13 or newer, as a security module)";
    String seccomp = calls ? "" : "seccomp filters (Linux on x86_64 or aarch64)";
    return Optional.of(landlock + (files || calls ? "" : " and no ") + seccomp);
  }
}
