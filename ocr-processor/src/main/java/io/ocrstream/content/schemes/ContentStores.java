/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.schemes;

import io.ocrstream.config.Settings;
import io.ocrstream.content.BoundedCopy;
import io.ocrstream.content.Content;
import io.ocrstream.content.DeadlineExecutor;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.Store;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.file.FileStore;
import io.ocrstream.content.https.HttpsStore;
import io.ocrstream.content.s3.S3Store;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Content by scheme: {@code file:}, {@code https:} and {@code s3:}.
 *
 * <p>A URI that is none, or lacks what its scheme needs, is {@code INVALID_EVENT}: only the event's
 * sender can mend it. Any other scheme is {@code FORBIDDEN_LOCATION}, as is a place that is not
 * configured.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the limits of {@link Settings.Content}. <b>Fails:</b>
 * see {@link Content}.
 */
public final class ContentStores implements Content {
  private final Map<String, Store> stores;
  private final WorkFolder folder;
  private final BoundedCopy copy;
  private final DeadlineExecutor exchanges;

  public ContentStores(Map<String, Store> stores, WorkFolder folder, Settings.Content limits) {
    this.stores = Map.copyOf(stores);
    this.folder = folder;
    this.copy = new BoundedCopy(folder, limits.maxBytes().bytes());
    this.exchanges = new DeadlineExecutor(DeadlineExecutor.Terms.reading(limits));
  }

  /**
   * Opens the stores that {@code settings} allow.
   *
   * @param workDir made where it does not exist (0700); what dead processes left there is removed
   * @throws IOException where the work folder, or the file of certificates, cannot be used
   */
  public static ContentStores open(Settings.Content settings, Path workDir) throws IOException {
    TrustStore trust = TrustStore.load(settings.caFile());
    return new ContentStores(
        Map.of(
            "file", new FileStore(settings),
            "https", new HttpsStore(settings, trust),
            "s3", S3Store.open(settings, trust)),
        WorkFolder.open(workDir),
        settings);
  }

  @Override
  public Inspected inspect(Location location) {
    return at(
        location,
        Inspected.Refused::new,
        (store, uri) ->
            exchanges.run(
                exchange -> limited(store.inspect(location, uri, exchange)),
                Inspected.Refused::new,
                late -> {}));
  }

  @Override
  public Fetched fetch(Location location) {
    return at(
        location,
        Fetched.Refused::new,
        (store, uri) ->
            exchanges.<Fetched>run(
                exchange ->
                    store
                        .open(location, uri, exchange)
                        .<Fetched>fold(
                            body -> copy.copy(body, exchange),
                            refused -> new Fetched.Refused(refused.problem())),
                Fetched.Refused::new,
                ContentStores::discard));
  }

  private Inspected limited(Inspected inspected) {
    return inspected.fold(
        seen ->
            Optional.ofNullable(seen.size())
                .flatMap(copy::refusal)
                .<Inspected>map(Inspected.Refused::new)
                .orElse(seen),
        refused -> refused);
  }

  private static void discard(Fetched late) {
    if (late instanceof Fetched.Bytes bytes) {
      bytes.close();
    }
  }

  private <T> T at(Location location, Function<Problem, T> refused, BiFunction<Store, URI, T> use) {
    URI uri;
    try {
      uri = new URI(location.uri());
    } catch (URISyntaxException e) {
      // Its message holds the URI, so it goes nowhere.
      return refused.apply(Problem.of(FailureCode.INVALID_EVENT, "The URI is not well-formed."));
    }
    if (uri.getScheme() == null) {
      return refused.apply(Problem.of(FailureCode.INVALID_EVENT, "The URI has no scheme."));
    }
    Store store = stores.get(uri.getScheme().toLowerCase(Locale.ROOT));
    return store == null
        ? refused.apply(
            Problem.of(FailureCode.FORBIDDEN_LOCATION, "Only file:, https: and s3: are read."))
        : use.apply(store, uri);
  }

  /** Ends what is being read, and removes the work folder with the files that are left in it. */
  @Override
  public void close() {
    exchanges.close();
    stores.values().forEach(Store::close);
    folder.close();
  }
}
