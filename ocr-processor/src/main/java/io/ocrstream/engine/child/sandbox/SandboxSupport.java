/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.EngineUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the sandbox that children get.
 *
 * @param files whether file access is restricted to the child's own files
 * @param calls whether network, other processes and new programs are denied
 */
public record SandboxSupport(boolean files, boolean calls) {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxSupport.class);

  /** Returns what this machine's kernel supports. */
  public static SandboxSupport ofKernel() {
    return new SandboxSupport(Landlock.version() > 0, SyscallFilter.isAvailable());
  }

  /**
   * Returns the parts to use by the setting, and logs missing ones.
   *
   * @throws EngineUnavailableException if the setting requires a missing part
   */
  public SandboxSupport asWanted(EngineConfig.Sandbox wanted) {
    if (wanted == EngineConfig.Sandbox.OFF) {
      return new SandboxSupport(false, false);
    }
    Optional<String> missing = missing();
    if (missing.isPresent() && wanted == EngineConfig.Sandbox.REQUIRED) {
      throw new EngineUnavailableException(
          "ocr.engine.sandbox is required, but this machine has no %s".formatted(missing.get()));
    }
    missing.ifPresent(
        part ->
            LOG.warn(
                "Engine processes run without a full sandbox, because this machine has no {}. A"
                    + " malicious file that takes over an engine process can access all that this user can",
                part));
    return this;
  }

  /** Returns whether nothing is missing. */
  public boolean isFull() {
    return files && calls;
  }

  /** Returns the names of what the kernel lacks; empty if nothing is missing. */
  public Optional<String> missing() {
    if (isFull()) {
      return Optional.empty();
    }
    String landlock = files ? "" : "Landlock (Linux 5.13 or newer, as a security module)";
    String seccomp = calls ? "" : "seccomp filters (Linux on x86_64 or aarch64)";
    return Optional.of(landlock + (files || calls ? "" : " and no ") + seccomp);
  }
}
