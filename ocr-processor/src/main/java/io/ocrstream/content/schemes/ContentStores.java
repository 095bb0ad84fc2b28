/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.schemes;

import io.ocrstream.config.ContentConfig;
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
import io.ocrstream.contracts.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Content by scheme: {@code file:}, {@code https:} and {@code s3:}.
 *
 * <p>A malformed URI, or one that lacks a part its scheme requires, is {@code INVALID_EVENT},
 * because only the sender of the event can correct it. Another scheme or a location that is not
 * configured is {@code FORBIDDEN_LOCATION}.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the limits of {@link ContentConfig}. <b>Fails:</b> see
 * {@link Content}.
 */
public final class ContentStores implements Content {
  private final Map<String, Store> stores;
  private final WorkFolder folder;
  private final BoundedCopy copy;
  private final DeadlineExecutor exchanges;

  public ContentStores(Map<String, Store> stores, WorkFolder folder, ContentConfig limits) {
    this(stores, folder, limits, false);
  }

  private ContentStores(
      Map<String, Store> stores, WorkFolder folder, ContentConfig limits, boolean withMd5) {
    this.stores = Map.copyOf(stores);
    this.folder = folder;
    this.copy = new BoundedCopy(folder, limits.maxBytes().bytes(), withMd5);
    this.exchanges = new DeadlineExecutor(DeadlineExecutor.Terms.reading(limits));
  }

  /** Opens the stores as {@link #open(ContentConfig, Path, boolean)} does, without MD5. */
  public static ContentStores open(ContentConfig settings, Path workDir) throws IOException {
    return open(settings, workDir, false);
  }

  /**
   * Opens the stores that {@code settings} allow.
   *
   * @param workDir created (0700) if it does not exist; folders of dead processes in it are removed
   * @param withMd5 whether the MD5 of fetched bytes is computed too
   * @throws IOException if the work folder or the file of certificates cannot be used
   */
  public static ContentStores open(ContentConfig settings, Path workDir, boolean withMd5)
      throws IOException {
    TrustStore trust = TrustStore.load(settings.caFile());
    return new ContentStores(
        Map.of(
            "file", new FileStore(settings),
            "https", new HttpsStore(settings, trust),
            "s3", S3Store.open(settings, trust)),
        WorkFolder.open(workDir),
        settings,
        withMd5);
  }

  @Override
  public Outcome<Inspected> inspect(Location location) {
    return at(
        location,
        (store, uri) ->
            exchanges.run(
                exchange -> store.inspect(location, uri, exchange).flatMap(this::limited),
                late -> {}));
  }

  @Override
  public Outcome<Fetched> fetch(Location location) {
    return at(
        location,
        (store, uri) ->
            exchanges.run(
                exchange ->
                    store
                        .open(location, uri, exchange)
                        .flatMap(opened -> copy.copy(opened, exchange)),
                Fetched::close));
  }

  private Outcome<Inspected> limited(Inspected inspected) {
    return Outcome.unless(
        Optional.ofNullable(inspected.size()).flatMap(copy::refusal), () -> Outcome.of(inspected));
  }

  private <T> Outcome<T> at(Location location, BiFunction<Store, URI, Outcome<T>> use) {
    URI uri;
    try {
      uri = new URI(location.uri());
    } catch (URISyntaxException e) {
      // The message contains the URI, so it is not published.
      return Outcome.failed(FailureCode.INVALID_EVENT, "The URI is malformed");
    }
    if (uri.getScheme() == null) {
      return Outcome.failed(FailureCode.INVALID_EVENT, "The URI has no scheme");
    }
    Store store = stores.get(uri.getScheme().toLowerCase(Locale.ROOT));
    return store == null
        ? Outcome.failed(
            FailureCode.FORBIDDEN_LOCATION, "The URI's scheme is not file:, https: or s3:")
        : use.apply(store, uri);
  }

  /** Ends running reads, and removes the work folder and the files left in it. */
  @Override
  public void close() {
    exchanges.close();
    stores.values().forEach(Store::close);
    folder.close();
  }
}
