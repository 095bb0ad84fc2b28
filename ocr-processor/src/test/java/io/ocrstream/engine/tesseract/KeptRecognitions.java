/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.image.PixDigest;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.tesseract.TesseractHandle.Models;
import io.ocrstream.engine.tesseract.TesseractHandle.Scan;
import io.ocrstream.engine.tesseract.TesseractHandle.Threshold;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what was recognised in a folder, by the image and all that recognition depends on, so that
 * an image which stays as it was is not recognised again.
 *
 * @param folder of the kept recognitions
 * @param isFresh whether all are made again, so that the constants that they use are recorded
 * @param recognition makes them
 */
record KeptRecognitions(Path folder, boolean isFresh, PageReader.Recognition recognition)
    implements PageReader.Recognition {
  @Override
  public Outcome<Scan> read(
      Models models,
      PixImage image,
      int pageSegmentationMode,
      Threshold threshold,
      Duration timeout,
      int maxComponents) {
    Path kept =
        folder.resolve(
            "%s-%s-%d-%s-%d"
                .formatted(
                    PixDigest.of(image),
                    models.languages(),
                    pageSegmentationMode,
                    threshold,
                    maxComponents));
    try {
      if (!isFresh && Files.exists(kept)) {
        return Outcome.of(read(kept));
      }
      Outcome<Scan> scan =
          recognition.read(models, image, pageSegmentationMode, threshold, timeout, maxComponents);
      if (scan.value().isPresent()) {
        keep(kept, scan.value().get());
      }
      return scan;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scan read(Path kept) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(kept))) {
      String table = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      byte[] all = in.readAllBytes();
      IntBuffer edges = ByteBuffer.wrap(all).asIntBuffer();
      List<PixelRectangle> ink = new ArrayList<>();
      while (edges.hasRemaining()) {
        ink.add(new PixelRectangle(edges.get(), edges.get(), edges.get(), edges.get()));
      }
      return new Scan(table, ink);
    }
  }

  /* Another process may keep the same. */
  private void keep(Path kept, Scan scan) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] table = scan.table().getBytes(StandardCharsets.UTF_8);
    out.writeInt(table.length);
    out.write(table);
    for (PixelRectangle piece : scan.ink()) {
      out.writeInt(piece.left());
      out.writeInt(piece.top());
      out.writeInt(piece.right());
      out.writeInt(piece.bottom());
    }
    Path written = Files.createTempFile(folder, "new", "");
    Files.write(written, bytes.toByteArray());
    Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE);
  }
}
