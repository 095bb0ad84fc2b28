/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.Causes;
import io.ocrstream.content.EntityTag;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.Opened;
import io.ocrstream.content.Store;
import io.ocrstream.content.StoreCall;
import io.ocrstream.content.UriText;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads files below configured folders.
 *
 * <p>A URI has no authority, or {@code localhost}. Percent-escapes are bytes of the file name. The
 * ETag is computed from the file's inode, size and modification time in nanoseconds. It pins the
 * state seen, unless a file is forged to look unchanged.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with problems only.
 */
public final class FileStore implements Store {
  private final List<Path> roots;

  public FileStore(ContentConfig settings) {
    this.roots = settings.fileRoots().orElse(List.of());
  }

  @Override
  public Outcome<Inspected> inspect(Location location, URI uri, StoreCall exchange) {
    return at(
        uri,
        file -> {
          FileState state = file.state();
          return Outcome.unless(
              mismatch(location, state),
              () -> Outcome.of(new Inspected(pinned(location, state), state.size(), null)));
        });
  }

  @Override
  public Outcome<Opened> open(Location location, URI uri, StoreCall exchange) {
    return at(
        uri,
        file -> {
          FileState state = file.state();
          Optional<Problem> mismatch = mismatch(location, state);
          return mismatch.isPresent()
              ? Outcome.failed(mismatch.get())
              : Outcome.of(body(location, file, state));
        });
  }

  private static Opened body(Location location, RootedFile file, FileState state)
      throws IOException {
    return new Opened(
        pinned(location, state),
        state.size(),
        Channels.newInputStream(file.open()),
        () -> {},
        () -> changedSince(location, file, state));
  }

  /*
   * A file may be written or replaced while it is read. The bytes then belong to no single state.
   */
  private static Optional<Problem> changedSince(
      Location location, RootedFile file, FileState before) {
    try {
      if (file.state().equals(before)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.of(problem(e));
    }
    return Optional.of(
        location.etag() == null
            ? Problem.of(FailureCode.FETCH_FAILED, "The file changed while it was read")
            : HttpStatus.changed());
  }

  private static Optional<Problem> mismatch(Location location, FileState state) {
    return EntityTag.confirms(new EntityTag(state.etag(), false), EntityTag.parse(location.etag()))
        ? Optional.empty()
        : Optional.of(HttpStatus.changed());
  }

  private static Location pinned(Location location, FileState state) {
    return new Location(location.uri(), state.etag());
  }

  /* An operation on an allowed file. */
  private interface Use<T> {
    Outcome<T> apply(RootedFile file) throws IOException;
  }

  private <T> Outcome<T> at(URI uri, Use<T> use) {
    Path path;
    try {
      path = path(uri);
    } catch (IllegalArgumentException e) {
      return Outcome.failed(FailureCode.INVALID_EVENT, "The URI is not file:///<path>");
    }
    try {
      Optional<RootedFile> file = RootedFile.find(path, roots);
      return file.isPresent()
          ? use.apply(file.get())
          : Outcome.failed(
              FailureCode.FORBIDDEN_LOCATION,
              "The file is in none of the folders of ocr.content.file-roots");
    } catch (IOException e) {
      return Outcome.failed(problem(e));
    }
  }

  /* Path.of decodes escapes to the bytes of the name in any locale, if the rest is ASCII. */
  static Path path(URI uri) {
    URI ascii = URI.create(UriText.ascii(uri.toString()));
    return "localhost".equalsIgnoreCase(ascii.getRawAuthority())
        ? Path.of(URI.create("file://" + ascii.getRawPath()))
        : Path.of(ascii);
  }

  /* The messages of the operating system for an impossible file, where Java has no exception. */
  private static final List<String> IMPOSSIBLE_PATHS =
      List.of("File name too long", "Too many levels of symbolic links");

  private static boolean isImpossiblePath(IOException e) {
    return e instanceof FileSystemLoopException
        || (e instanceof FileSystemException f
            && IMPOSSIBLE_PATHS.stream().anyMatch(String.valueOf(f.getReason())::startsWith));
  }

  private static Problem problem(IOException e) {
    if (isImpossiblePath(e)) {
      return Problem.of(FailureCode.NOT_FOUND, "The path is too long or contains a loop of links");
    }
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return Problem.of(FailureCode.NOT_FOUND, "There is no regular file at the location");
    }
    if (e instanceof AccessDeniedException) {
      return Problem.of(FailureCode.ACCESS_DENIED, "The worker has no permission to read the file");
    }
    return Problem.of(FailureCode.FETCH_FAILED, Causes.say("The file could not be read", e));
  }

  @Override
  public void close() {}
}
