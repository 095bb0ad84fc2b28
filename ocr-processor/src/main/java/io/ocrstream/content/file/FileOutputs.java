/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import io.ocrstream.content.Causes;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outputs below configured folders. Each is written beside its target under a temporary
 * name, made durable, and moved to its target in one step.
 *
 * <p>A process that is killed while it writes leaves a file whose name begins with a dot and ends
 * in {@code .part}.
 *
 * <p><b>Threading:</b> any.
 */
public final class FileOutputs implements SchemeWriter {
  private static final Logger log = LoggerFactory.getLogger(FileOutputs.class);

  private final List<Path> roots;

  /** Creates a writer to {@code roots} and the folders below them. */
  public FileOutputs(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  @Override
  public Optional<Problem> write(URI target, Output output) {
    Path path;
    try {
      path = FileStore.path(target);
    } catch (IllegalArgumentException e) {
      return refused("The output location is not file:///<path>");
    }
    try {
      Path above = path.getParent();
      Optional<RootedFolder> folder =
          above == null ? Optional.empty() : RootedFolder.make(above, roots);
      return folder.isEmpty()
          ? refused("The output location is in none of the folders of ocr.outputs.file-roots")
          : folder.get().within(path.getFileName(), (opened, name) -> write(opened, name, output));
    } catch (AccessDeniedException e) {
      return refused("The output folder is not writable");
    } catch (IOException e) {
      return Optional.of(
          Problem.of(FailureCode.OUTPUT_FAILED, Causes.say("The file could not be written", e)));
    }
  }

  private static Optional<Problem> write(
      SecureDirectoryStream<Path> folder, Path name, Output output) throws IOException {
    Path part = Path.of("." + name + "." + UUID.randomUUID() + ".part");
    boolean moved = false;
    try {
      if (!copy(output, folder, part)) {
        return Optional.of(
            Problem.of(FailureCode.OUTPUT_FAILED, "The output changed while it was stored"));
      }
      folder.move(part, folder, name);
      moved = true;
      return Optional.empty();
    } finally {
      if (!moved) {
        delete(folder, part);
      }
    }
  }

  /* Returns whether the bytes copied have the expected hash. */
  private static boolean copy(Output output, SecureDirectoryStream<Path> folder, Path part)
      throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (SeekableByteChannel channel =
            folder.newByteChannel(
                part,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS));
        OutputStream out = Channels.newOutputStream(channel);
        InputStream in = new DigestInputStream(Files.newInputStream(output.file()), digest)) {
      in.transferTo(out);
      if (channel instanceof FileChannel file) {
        file.force(true);
      }
    }
    return ContentHash.of(digest.digest()).equals(output.hash());
  }

  private static void delete(SecureDirectoryStream<Path> folder, Path part) {
    try {
      folder.deleteFile(part);
    } catch (NoSuchFileException e) {
      log.debug("A failed output left no file");
    } catch (IOException e) {
      log.warn(Causes.say("A failed output left a partial file", e));
    }
  }

  private static Optional<Problem> refused(String message) {
    return Optional.of(Problem.of(FailureCode.OUTPUT_REFUSED, message));
  }

  @Override
  public void close() {}
}
