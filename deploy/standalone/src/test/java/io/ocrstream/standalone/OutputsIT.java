/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.Json;
import io.ocrstream.submit.Console;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests outputs as files, and an answer that is too large for its record, through the whole
 * pipeline.
 */
class OutputsIT {
  private static final int LINES = 50;
  private static final String LINE = "the quick brown fox jumps over the lazy dog and runs home";

  @TempDir private Path folder = Path.of("unset");

  private final StringWriter standardError = new StringWriter();
  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();

  @Test
  void shouldDeliverFilesAndStoreWhatDoesNotFit() throws Exception {
    Path page = page();
    Path answers = folder.resolve("answers.jsonl");
    int exitCode =
        run(
            page.toString(),
            "--outputs=words,lines,tsv,hocr,alto,pdf",
            "--text-dir=" + folder.resolve("texts"),
            "--out=" + answers);

    assertThat(exitCode).as(standardOutput.toString(UTF_8) + standardError).isZero();
    var payload = Json.mapper().readTree(Files.readAllBytes(answers)).path("result");
    assertThat(payload.path("text").asText()).as("kept as an object").isEmpty();
    assertThat(payload.path("stored").path("size").asLong()).isGreaterThan(64 << 10);
    assertThat(payload.path("word_count").asInt()).isGreaterThan(500);
    assertThat(text("page.txt")).contains("quick brown fox").hasLineCount(LINES);
    assertThat(text("page.tsv")).startsWith("level\tpage_num").contains("\tquick\n");
    assertThat(text("page.hocr.html")).contains("ocrx_word");
    assertThat(text("page.alto.xml")).contains("CONTENT=\"quick\"");
    assertThat(Files.readAllBytes(folder.resolve("texts/page.pdf")))
        .startsWith("%PDF-".getBytes(UTF_8));
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve("texts").resolve(name));
  }

  private Path page() throws IOException {
    BufferedImage image = new BufferedImage(2480, 3508, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    for (int line = 0; line < LINES; line++) {
      TestFont.draw(graphics, LINE, 48, 200, 200 + 64.0 * line);
    }
    graphics.dispose();
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private int run(String... arguments) {
    Map<String, String> small =
        Map.of(
            "OCR_WORKER_MAX_PAYLOAD", "64KiB",
            "OCR_WORKER_RECOGNISE_SLOTS", "1",
            "OCR_ENGINE_CHILD_SPARES", "0");
    PrintStream out = new PrintStream(standardOutput, true, UTF_8);
    return new CommandLine(
            new RunCommand(new LocalPipeline(small), small, out, Console.Style.PLAIN))
        .setErr(new PrintWriter(standardError, true))
        .execute(arguments);
  }
}
