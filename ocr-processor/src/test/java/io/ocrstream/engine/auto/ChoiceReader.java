/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.engine.TextScore;
import io.ocrstream.engine.tesseract.ConstantUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Chooses between the kept readings of each document with the bundled model, and writes the scores:
 * the part of the threshold sweep that runs with the classes of one value.
 */
public final class ChoiceReader {
  private ChoiceReader() {}

  /**
   * Runs the command.
   *
   * @param args folder of data, folder of readings, file to write
   */
  public static void main(String[] args) throws IOException {
    Readings readings = new Readings(Path.of(args[0]), Path.of(args[1]));
    readings.collect();
    List<String> lines = new ArrayList<>();
    for (ReadDocument document : readings.documents()) {
      TextScore score = document.chosen(ReadingModel.BUNDLED);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s/%s\t%.5f\t%.5f\t%s",
              document.kind(),
              document.stem(),
              Math.min(1, score.errorRate()),
              score.wordsFound(),
              String.join(",", ConstantUse.take())));
    }
    Files.write(Path.of(args[2]), lines);
  }
}
