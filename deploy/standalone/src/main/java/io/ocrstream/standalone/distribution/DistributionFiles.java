/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.distribution;

import io.ocrstream.cli.CompletionCommand;
import io.ocrstream.cli.Program;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.standalone.StandaloneMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * Generates files of the distribution: {@code files FOLDER JARS} writes completion and man pages
 * and completes the bill of materials; {@code checksums FILE...} writes {@code FILE.sha256} beside
 * each file.
 */
public final class DistributionFiles {
  private DistributionFiles() {}

  /** Runs as part of the build. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (arguments[0].equals("files")) {
      Path folder = Path.of(rest.get(0));
      write(folder);
      BillOfMaterials.complete(folder.resolve("sbom.json"), Path.of(rest.get(1)));
    } else {
      for (String file : rest) {
        checksum(Path.of(file));
      }
    }
  }

  /** Writes completion and man pages below {@code folder}. */
  static void write(Path folder) throws IOException {
    CommandLine program = StandaloneMain.program(new PrintStream(OutputStream.nullOutputStream()));
    Path completion = Files.createDirectories(folder.resolve("completion"));
    for (CompletionCommand.Shell shell : CompletionCommand.Shell.values()) {
      Files.writeString(completion.resolve("ocr." + shell.jsonName()), shell.script(program));
    }
    Path man = Files.createDirectories(folder.resolve("man/man1"));
    String version = new Program.Versions().getVersion()[0].replaceFirst(" \\(.*", "");
    for (CommandLine command : all(program)) {
      Files.writeString(man.resolve(ManPage.name(command) + ".1"), ManPage.of(command, version));
    }
  }

  private static Set<CommandLine> all(CommandLine command) {
    Set<CommandLine> all = new LinkedHashSet<>();
    all.add(command);
    command.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
    return all;
  }

  private static void checksum(Path file) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    Path name = file.getFileName();
    // The form of sha256sum, which also verifies it.
    Files.writeString(
        file.resolveSibling(name + ".sha256"),
        HexFormat.of().formatHex(digest.digest()) + "  " + name + "\n");
  }
}
