/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.app.OpsEndpoints;
import io.ocrstream.app.Recognition;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.OwnFolder;
import io.ocrstream.config.Settings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the folders that the roles write to: owner, kind of file system, and free space. */
final class FoldersCheck {
  private static final String WORK_DIR = "ocr.worker.work-dir";
  private static final Logger LOG = LoggerFactory.getLogger(FoldersCheck.class);
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final int MIB_SHIFT = 20;

  private FoldersCheck() {}

  /**
   * A folder and its needs.
   *
   * @param key the setting that names it
   * @param leastBytes space below which the role fails
   * @param goodBytes space below which the role may fail
   */
  record Need(String key, Path folder, long leastBytes, long goodBytes) {}

  static List<Finding> of(Settings settings, Set<Doctor.Role> roles) {
    long least = OpsEndpoints.MIN_FREE_BYTES;
    List<Need> needs = new ArrayList<>();
    if (roles.contains(Doctor.Role.PROCESSOR)) {
      needs.add(
          new Need("ocr.processor.state-dir", settings.processor().stateDir(), least, 2 * least));
    }
    if (roles.contains(Doctor.Role.GATEWAY)) {
      GatewayConfig gateway = settings.gateway();
      long uploads = gateway.maxUploads() * gateway.maxBytes().bytes();
      needs.add(new Need(WORK_DIR, settings.worker().workDir(), least, uploads));
    }
    if (roles.contains(Doctor.Role.WORKER)) {
      long documents = Recognition.slots(settings.worker()) * settings.content().maxBytes().bytes();
      needs.add(new Need(WORK_DIR, settings.worker().workDir(), least, documents));
      needs.add(new Need("ocr.engine.install-dir", settings.engine().installDir(), 0, least));
    }
    return needs.stream().map(FoldersCheck::finding).toList();
  }

  static Finding finding(Need need) {
    try {
      Path folder = OwnFolder.ensure(need.folder(), need.key());
      if (need.key().equals(WORK_DIR) && isInMemory(folder)) {
        return Finding.warn(
            need.key(), "is on a memory file system, so documents take memory; choose a disk");
      }
      return space(need, folder.toFile().getUsableSpace());
    } catch (OwnFolder.RefusedException e) {
      return Finding.fail(need.key(), String.valueOf(e.getMessage()));
    } catch (FileSystemException e) {
      return Finding.fail(
          need.key(),
          "%s cannot be created or read; grant access, or choose another folder"
              .formatted(need.folder()));
    } catch (IOException e) {
      return Finding.fail(
          need.key(),
          "cannot be used (%s); choose another folder".formatted(e.getClass().getSimpleName()));
    }
  }

  private static boolean isInMemory(Path folder) {
    try {
      return IN_MEMORY.contains(Files.getFileStore(folder).type());
    } catch (IOException e) {
      LOG.debug("a chroot may have no mount table, so the file system is not known", e);
      return false;
    }
  }

  private static Finding space(Need need, long freeBytes) {
    String free = "%d MiB free".formatted(freeBytes >> MIB_SHIFT);
    if (freeBytes < need.leastBytes()) {
      return Finding.fail(need.key(), free + "; free some space, or choose another disk");
    }
    return freeBytes < need.goodBytes()
        ? Finding.warn(
            need.key(),
            "%s, but %d MiB may be needed; free some space, or choose another disk"
                .formatted(free, need.goodBytes() >> MIB_SHIFT))
        : Finding.ok(need.key(), free);
  }
}
