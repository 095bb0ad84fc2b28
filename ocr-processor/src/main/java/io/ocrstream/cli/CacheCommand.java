/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cache.admin.CacheAdmin;
import io.ocrstream.cache.admin.ForgetRequest;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsOutcome;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What administrators do with the cache. Exit codes: 0 done, 2 wrong usage or settings, 3 Redis or
 * Kafka does not answer, or a file is damaged.
 */
@Command(
    name = "cache",
    description = "Forget, export, import or warm what is cached.",
    mixinStandardHelpOptions = true)
public final class CacheCommand {
  @Spec private CommandSpec spec;

  /** What is done with the cache. */
  private interface Action {
    void run(CacheAdmin cache, Settings settings, PrintWriter out) throws IOException;
  }

  /** What is forgotten. */
  static final class What {
    @Option(names = "--hash", paramLabel = "sha256:HEX", description = "A document by its bytes.")
    private @Nullable String hash;

    @Option(
        names = "--document",
        paramLabel = "ID",
        description = "A document by its id: its bytes are looked for in ocr.results.")
    private @Nullable String document;

    @Option(
        names = "--location",
        paramLabel = "URI",
        description = "A location that names a version, or with --etag, and the document there.")
    private @Nullable String location;

    @Option(names = "--etag", description = "The state of the location.")
    private @Nullable String etag;

    @Option(
        names = "--tenant",
        paramLabel = "NAME",
        description = "Whose; by itself, all of the tenant.")
    private @Nullable String tenant;

    @Option(
        names = "--pages",
        description =
            "All cached pages too: they are kept by what they look like, and belong to no one"
                + " document.")
    private boolean pages;
  }

  @Command(
      name = "forget",
      description = "Count the entries of a document, a location or a tenant; with --yes, delete.",
      mixinStandardHelpOptions = true)
  int forget(
      @Mixin SettingsOptions options,
      @Mixin What what,
      @Option(names = "--yes", description = "Delete them.") boolean yes) {
    Set<ContentHash> hashes = checked(what);
    return act(
        options,
        (cache, settings, out) -> {
          if (what.document != null) {
            hashes.addAll(DocumentHashes.of(settings.kafka(), what.document));
            if (hashes.isEmpty()) {
              out.println("ocr.results holds no answer for that document");
              return;
            }
          }
          Location place = what.location == null ? null : new Location(what.location, what.etag);
          int count = cache.forget(new ForgetRequest(hashes, place, what.tenant, what.pages), yes);
          out.printf(yes ? "forgot %d entries%n" : "%d entries; --yes to forget them%n", count);
        });
  }

  private Set<ContentHash> checked(What what) {
    if (what.hash == null
        && what.document == null
        && what.location == null
        && what.tenant == null) {
      throw wrong("name --hash, --document, --location or --tenant");
    }
    if (what.tenant != null && !Tenant.isName(what.tenant)) {
      throw wrong("--tenant is no name of a tenant");
    }
    Set<ContentHash> hashes = new HashSet<>();
    if (what.hash != null) {
      hashes.add(
          ContentHash.parse(what.hash)
              .orElseThrow(() -> wrong("--hash is not sha256: and 64 lower-case hex digits")));
    }
    return hashes;
  }

  @Command(
      name = "export",
      description = "Write all entries to a new file, with the time that each has left.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--encrypt", description = "Seal the file with ocr.cache.encryption-keys.")
          boolean encrypt) {
    return act(
        options,
        (cache, settings, out) ->
            out.printf(
                "exported %d entries%s%n",
                cache.exportTo(file, encrypt),
                encrypt ? "" : "; the texts in the file are in clear, see --encrypt"));
  }

  @Command(
      name = "import",
      description = "Put the entries of an exported file; those that are there stay.",
      mixinStandardHelpOptions = true)
  int importing(@Mixin SettingsOptions options, @Parameters(paramLabel = "FILE") Path file) {
    return act(
        options,
        (cache, settings, out) -> out.printf("imported %d entries%n", cache.importFrom(file)));
  }

  @Command(
      name = "warm",
      description =
          "Put the payloads that ocr.recognised still holds, for the time they have left.",
      mixinStandardHelpOptions = true)
  int warm(
      @Mixin SettingsOptions options,
      @Option(
              names = "--since",
              defaultValue = "PT24H",
              converter = DurationOption.class,
              paramLabel = "TIME",
              description = "How far back, such as 90m or 24h; default 24h.")
          Duration since) {
    return act(
        options,
        (cache, settings, out) -> {
          CacheWarmer warming = new CacheWarmer(cache, settings.cache(), Instant.now());
          warming.read(settings.kafka(), since);
          out.println(warming);
        });
  }

  private int act(SettingsOptions options, Action action) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<SettingsOutcome.Loaded> loaded = options.load(err);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE.code();
    }
    Settings settings = loaded.get().settings();
    PrintWriter out = spec.commandLine().getOut();
    try (CacheAdmin cache = CacheAdmin.open(settings.cache())) {
      action.run(cache, settings, out);
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      // A tenant or a sealed file without the setting that it needs; the message names it.
      err.println(e.getMessage());
      err.flush();
      return ExitCode.USAGE.code();
    } catch (FileAlreadyExistsException e) {
      err.println("there is such a file already");
    } catch (NoSuchFileException e) {
      err.println("there is no such file or folder");
    } catch (IOException e) {
      err.println(e.getMessage());
    }
    err.flush();
    return ExitCode.BROKEN.code();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
