/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.client.OcrClient;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.content.Content;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.metrics.Meters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A gateway with its stores and its folder of uploads.
 *
 * <p><b>Threading:</b> one thread opens and closes it.
 *
 * @param gateway serves the requests
 * @param store stores uploads
 * @param content reads stored payloads
 * @param folder holds uploads until they are stored
 */
public record GatewayParts(Gateway gateway, OutputStore store, Content content, WorkFolder folder)
    implements AutoCloseable {
  /**
   * Opens the stores of a gateway; {@code ocr.gateway.location} must be set.
   *
   * @param client publishes events; the caller closes it first
   * @throws IOException if a folder or the file of certificates cannot be used
   */
  public static GatewayParts open(Settings settings, OcrClient client, Meters meters)
      throws IOException {
    GatewayConfig own = settings.gateway();
    Path work = settings.worker().workDir();
    OutputStore store =
        OutputStores.uploads(own.location().orElseThrow(), settings.outputs(), settings.content());
    Content content = ContentStores.open(settings.content(), work);
    WorkFolder folder = WorkFolder.open(work);
    DocumentRequests requests =
        new DocumentRequests(
            own,
            store,
            client::publish,
            new StoredPayloads(content, own.tenant().orElse(null)),
            InstantSource.system());
    UploadReader reader = new UploadReader(folder, settings, System::nanoTime);
    Gateway gateway = new Gateway(own, reader, requests, meters, Gateway.QUEUE_TIMEOUT);
    return new GatewayParts(gateway, store, content, folder);
  }

  @Override
  public void close() {
    gateway.close();
    store.close();
    content.close();
    folder.close();
  }
}
