/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.schemes;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.OutputsConfig;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.Causes;
import io.ocrstream.content.DeadlineExecutor;
import io.ocrstream.content.OutputPlaces;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.file.FileOutputs;
import io.ocrstream.content.s3.S3Clients;
import io.ocrstream.content.s3.S3Outputs;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stores outputs by scheme, {@code file:} or {@code s3:}, beside their documents or in one place.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the limits of {@link OutputsConfig}. <b>Fails:</b> see
 * {@link OutputStore}.
 */
public final class OutputStores implements OutputStore {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final OutputPlaces places;
  private final Map<String, SchemeWriter> writers;
  private final Attempts attempts;
  private final long maxBytes;
  private final DeadlineExecutor exchanges;

  public OutputStores(
      Map<String, SchemeWriter> writers, OutputsConfig settings, Attempts attempts) {
    this(writers, settings, attempts, settings.location());
  }

  private OutputStores(
      Map<String, SchemeWriter> writers,
      OutputsConfig settings,
      Attempts attempts,
      String location) {
    this.places = new OutputPlaces(location);
    this.writers = Map.copyOf(writers);
    this.attempts = attempts;
    this.maxBytes = settings.maxBytes().bytes();
    this.exchanges = new DeadlineExecutor(DeadlineExecutor.Terms.storing(settings.timeout()));
  }

  /**
   * Opens the stores that {@code settings} allow. Without buckets, no AWS client is created.
   *
   * @param content the settings of the S3 connection
   * @throws IOException if the file of certificates cannot be used
   */
  public static OutputStores open(OutputsConfig settings, ContentConfig content)
      throws IOException {
    return open(
        settings,
        content,
        settings.location(),
        settings.fileRoots().orElse(List.of()),
        settings.s3Buckets().orElse(List.of()));
  }

  /**
   * Opens a store of uploads, which writes to {@code location} alone. Limits and attempts are those
   * of outputs.
   *
   * @param location {@code file:///folder} or {@code s3://bucket/prefix}
   */
  public static OutputStores uploads(String location, OutputsConfig settings, ContentConfig content)
      throws IOException {
    boolean isFolder = location.startsWith("file:");
    return open(
        settings,
        content,
        location,
        isFolder ? List.of(Path.of(URI.create(location))) : List.of(),
        isFolder ? List.of() : List.of(location.split("/", 4)[2]));
  }

  private static OutputStores open(
      OutputsConfig settings,
      ContentConfig content,
      String location,
      List<Path> roots,
      List<String> buckets)
      throws IOException {
    TrustStore trust = TrustStore.load(content.caFile());
    return new OutputStores(
        Map.of(
            "file", new FileOutputs(roots),
            "s3",
                new S3Outputs(
                    buckets,
                    buckets.isEmpty()
                        ? Optional.empty()
                        : Optional.of(S3Clients.create(content, trust)),
                    settings.timeout())),
        settings,
        Attempts.of(
            new RetryPolicy(settings.attempts(), settings.backoff(), settings.maxBackoff())),
        location);
  }

  @Override
  public Outcome<StoredObject> put(Location document, String name, Path file, String mediaType) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of an output");
    }
    return places.place(document, name).flatMap(target -> put(target, file, mediaType));
  }

  private Outcome<StoredObject> put(URI target, Path file, String mediaType) {
    SchemeWriter writer = writers.get(String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT));
    if (writer == null) {
      return Outcome.failed(
          FailureCode.OUTPUT_REFUSED, "The output location is neither file: nor s3:");
    }
    SchemeWriter.Output output;
    try {
      long size = Files.size(file);
      if (size > maxBytes) {
        return Outcome.failed(
            FailureCode.RESULT_TOO_LARGE,
            "The output is larger than the limit of " + maxBytes + " bytes");
      }
      output = new SchemeWriter.Output(file, size, hash(file), mediaType);
    } catch (IOException e) {
      return Outcome.failed(
          FailureCode.OUTPUT_FAILED, Causes.say("The output could not be read", e));
    }
    return attempts.make(() -> attempt(writer, target, output));
  }

  private Outcome<StoredObject> attempt(
      SchemeWriter writer, URI target, SchemeWriter.Output output) {
    StoredObject object = new StoredObject(target.toString(), output.size(), output.hash());
    // A late attempt does no harm, because it writes the same bytes as the next one.
    return exchanges.run(
        exchange -> Outcome.unless(writer.write(target, output), () -> Outcome.of(object)),
        late -> {});
  }

  private static ContentHash hash(Path file) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return ContentHash.of(digest.digest());
  }

  /** Ends running writes. */
  @Override
  public void close() {
    exchanges.close();
    writers.values().forEach(SchemeWriter::close);
  }
}
