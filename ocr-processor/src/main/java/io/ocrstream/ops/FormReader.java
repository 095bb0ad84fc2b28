/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form with one file, {@code multipart/form-data}, as browsers and {@code curl -F} send it.
 *
 * <p><b>Threading:</b> any; blocks for the body. <b>Bounds:</b> {@link #MAX_PARTS}, {@link
 * #MAX_FIELD_BYTES} and {@link #MAX_PART_HEADER_BYTES}; the caller limits the body. Larger parts
 * are in files, which are deleted. <b>Fails:</b> with {@link MalformedException} for another form,
 * and if the body fails.
 */
public final class FormReader {
  /** Maximum number of parts. */
  public static final int MAX_PARTS = 32;

  /** Maximum size of a field, in bytes; parts up to this size are in memory. */
  public static final int MAX_FIELD_BYTES = 16 << 10;

  /** Maximum size of the headers of a part, in bytes. */
  public static final int MAX_PART_HEADER_BYTES = 8 << 10;

  /** The media type of such a form. */
  public static final String MEDIA_TYPE = "multipart/form-data";

  private static final String FILE = "file";

  private FormReader() {}

  /**
   * Holds a form whose file was written.
   *
   * @param fields the first value of each field
   * @param fileName the file's name on the client's machine, untrusted; null if it has none
   */
  public record Form(Map<String, String> fields, @Nullable String fileName) {}

  /** Signals a body that is not such a form. The message is for people and quotes nothing. */
  public static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    MalformedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a form. The file is the part with a file name, or the one with the name {@code file}.
   *
   * @param contentType the request's header, with the boundary
   * @param file receives the bytes of the file; exists and is replaced
   */
  public static Form read(InputStream body, String contentType, Path file) throws IOException {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null) {
      throw new MalformedException("The form has no boundary in its Content-Type");
    }
    Path folder = file.toAbsolutePath().getParent();
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setFilesDirectory(folder);
    parser.setUseFilesForPartsWithoutFileName(true);
    parser.setMaxMemoryFileSize(MAX_FIELD_BYTES);
    parser.setPartHeadersMaxLength(MAX_PART_HEADER_BYTES);
    parser.setMaxParts(MAX_PARTS);
    try (MultiPartFormData.Parts parts = parts(parser, body)) {
      return form(parts, file);
    }
  }

  private static MultiPartFormData.Parts parts(MultiPartFormData.Parser parser, InputStream body)
      throws MalformedException {
    try {
      return Blocker.blockWithPromise(promise -> parser.parse(Content.Source.from(body), promise));
    } catch (IOException | RuntimeException e) {
      // The message of the cause may quote the input.
      throw new MalformedException(
          "The body is not a complete form of at most %d parts".formatted(MAX_PARTS), e);
    }
  }

  private static Form form(MultiPartFormData.Parts parts, Path file) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    MultiPart.Part document = null;
    for (MultiPart.Part part : parts) {
      if (part.getFileName() == null && !FILE.equals(part.getName())) {
        fields.putIfAbsent(String.valueOf(part.getName()), value(part));
      } else if (document == null) {
        document = part;
      } else {
        throw new MalformedException("The form has more than one file");
      }
    }
    if (document == null) {
      throw new MalformedException("The form has no file; name its part \"file\"");
    }
    document.writeTo(file);
    return new Form(fields, document.getFileName());
  }

  private static String value(MultiPart.Part part) throws IOException {
    if (part.getLength() > MAX_FIELD_BYTES) {
      throw new MalformedException(
          "A field of the form is larger than %d bytes".formatted(MAX_FIELD_BYTES));
    }
    return part.getContentAsString(UTF_8);
  }
}
