/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cache.admin.CacheAdmin;
import io.ocrstream.cache.admin.ForgetRequest;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Tenant;
import io.ocrstream.submit.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Administers the cache. Exit codes: 0 done; 2 wrong usage or settings; 3 Redis or Kafka is
 * unavailable, or a file is damaged.
 */
@Command(
    name = "cache",
    description = "Forget, export, import, warm or migrate cache entries",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr cache forget --document invoice-17 --yes --config ocr.properties",
      "  ocr cache warm --since 2d --config ocr.properties"
    })
public final class CacheCommand {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  @Spec private CommandSpec spec;

  /** Runs one operation on the cache. */
  private interface Action {
    void run(CacheAdmin cache, Settings settings, PrintWriter out) throws IOException;
  }

  /** Selects the entries to forget. */
  static final class What {
    @Option(
        names = "--hash",
        paramLabel = "sha256:HEX",
        description = "Entries of a document, by the hash of its bytes")
    private @Nullable String hash;

    @Option(
        names = "--document",
        paramLabel = "ID",
        description = "Entries of a document, by its id; finds its hashes in ocr.results")
    private @Nullable String document;

    @Option(
        names = "--location",
        paramLabel = "URI",
        description =
            "Entries of a location and its document; the location must include a version or"
                + " need --etag")
    private @Nullable String location;

    @Option(names = "--etag", description = "ETag of the location")
    private @Nullable String etag;

    @Option(
        names = "--md5",
        paramLabel = "HEX",
        description = "Entry of a document that the earlier service wrote, by the MD5 of its bytes")
    private @Nullable String md5;

    @Option(
        names = "--tenant",
        paramLabel = "NAME",
        description = "Tenant of the entries; alone, all entries of the tenant")
    private @Nullable String tenant;

    @Option(
        names = "--pages",
        description =
            "Also all cached pages; a page entry is shared by all documents that contain the page")
    private boolean pages;

    ForgetRequest request(Set<ContentHash> hashes) {
      Location place = location == null ? null : new Location(location, etag);
      return new ForgetRequest(hashes, place, tenant, pages, md5 == null ? Set.of() : Set.of(md5));
    }
  }

  @Command(
      name = "forget",
      description =
          "Count the entries of a document, a location or a tenant; with --yes, delete them",
      mixinStandardHelpOptions = true)
  int forget(
      @Mixin SettingsOptions options,
      @Mixin What what,
      @Option(names = "--yes", description = "Delete the entries") boolean yes) {
    Set<ContentHash> hashes = checked(what);
    return act(
        options,
        (cache, settings, out) -> {
          if (what.document != null) {
            hashes.addAll(DocumentHashes.of(settings.kafka(), what.document));
            if (hashes.isEmpty()) {
              out.println("No answer for this document in ocr.results");
              return;
            }
          }
          int count = cache.forget(what.request(hashes), yes);
          out.printf(
              yes ? "Forgot %d entries%n" : "Found %d entries; add --yes to forget them%n", count);
        });
  }

  private Set<ContentHash> checked(What what) {
    if (what.hash == null
        && what.document == null
        && what.location == null
        && what.md5 == null
        && what.tenant == null) {
      throw wrong("Add --hash, --document, --location, --md5 or --tenant");
    }
    if (what.tenant != null && !Tenant.isName(what.tenant)) {
      throw wrong("Write --tenant as a valid tenant name");
    }
    if (what.md5 != null && !MD5.matcher(what.md5).matches()) {
      throw wrong("Write --md5 as 32 lower-case hex digits");
    }
    Set<ContentHash> hashes = new HashSet<>();
    if (what.hash != null) {
      hashes.add(
          ContentHash.parse(what.hash)
              .orElseThrow(() -> wrong("Write --hash as sha256: and 64 lower-case hex digits")));
    }
    return hashes;
  }

  @Command(
      name = "export",
      description = "Write all entries to a new file, each with its remaining" + " time to live",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--encrypt", description = "Encrypt the file with ocr.cache.encryption-keys")
          boolean encrypt) {
    return act(
        options,
        (cache, settings, out) ->
            out.printf(
                "Exported %d entries%s%n",
                cache.exportTo(file, encrypt),
                encrypt ? "" : "; the file contains plain text, see --encrypt"));
  }

  @Command(
      name = "import",
      description = "Write the entries of an exported file; existing entries stay",
      mixinStandardHelpOptions = true)
  int importing(@Mixin SettingsOptions options, @Parameters(paramLabel = "FILE") Path file) {
    return act(
        options,
        (cache, settings, out) -> out.printf("Imported %d entries%n", cache.importFrom(file)));
  }

  @Command(
      name = "warm",
      description =
          "Write the payloads that are still in ocr.recognised, each with its remaining"
              + " time to live",
      mixinStandardHelpOptions = true)
  int warm(
      @Mixin SettingsOptions options,
      @Option(
              names = "--since",
              defaultValue = "24h",
              converter = Durations.class,
              paramLabel = "TIME",
              description = "Age of the oldest payload, such as 90m or 24h (default: 24h)")
          Duration since) {
    return act(
        options,
        (cache, settings, out) -> {
          CacheWarmer warming = new CacheWarmer(cache, settings.cache(), Instant.now());
          warming.read(settings.kafka(), since);
          out.println(warming);
        });
  }

  @Command(
      name = "migrate",
      description =
          "Count the entries of the earlier Python service (ocr:<md5>); with --keep and --yes,"
              + " keep them until they reach an age",
      mixinStandardHelpOptions = true)
  int migrate(
      @Mixin SettingsOptions options,
      @Option(
              names = "--keep",
              converter = Durations.class,
              paramLabel = "TIME",
              description = "Age until which entries are kept, such as 30d")
          @Nullable Duration keep,
      @Option(names = "--yes", description = "Extend their time to live") boolean yes) {
    Duration age = keep == null ? Duration.ZERO : keep;
    return act(
        options,
        (cache, settings, out) ->
            LegacyReport.print(cache.migrate(age, yes), settings.cache().legacy(), age, yes, out));
  }

  private int act(SettingsOptions options, Action action) {
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = options.load().settings();
    PrintWriter out = spec.commandLine().getOut();
    try (CacheAdmin cache = CacheAdmin.open(settings.cache())) {
      action.run(cache, settings, out);
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      // A tenant or an encrypted file needs a setting that is missing; the message names it.
      err.println(e.getMessage());
      err.flush();
      return ExitCode.USAGE.code();
    } catch (FileAlreadyExistsException e) {
      err.println("The file exists; choose another name");
    } catch (NoSuchFileException e) {
      err.println("The file or folder does not exist");
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
