/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Settings;
import java.util.Collection;

/**
 * Writes {@code docs/configuration.md} from the annotations of {@link Settings}.
 *
 * <p><b>Threading:</b> any.
 */
public final class ConfigurationDoc {
  private static final String HEAD =
      """
      # Configuration

      <!-- Generated from Settings.java: do not edit. `mvn -pl ocr-processor -am test -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Docr.docs.write=true` -->

      Settings come from these sources, from lowest to highest priority: the defaults below, a properties
      file in UTF-8, environment variables, the command line. A process does not start if a name is
      unknown, if a value has the wrong type or is out of its range (both ends are allowed), or if settings
      contradict each other. It then reports all problems at once. At its start, it logs the settings that
      are not defaults, and `/config` shows all of them; both without secrets.

      - A **duration** is a number and one unit: `25ms`, `30s`, `5m`, `2h`, `7d`.
      - A **size** is a number of bytes and one unit: `512B`, `64KiB`, `100MiB`, `2GiB`.
      - A **list** is separated by commas. A comma within a value is written `\\,` (`\\\\,` in a file).
      - Values are literal: nothing is substituted in them.
      - An environment variable with an empty value counts as not set. In a file or on the command line, an
        empty value clears an optional setting.
      - Names under `ocr.kafka.client` are Kafka's. In a file, write
        `ocr.kafka.client.security.protocol`, with or without quotes around `security.protocol`. As an
        environment variable, write the name in upper case with `_` for each dot:
        `OCR_KAFKA_CLIENT_SECURITY_PROTOCOL`. A name that itself has capitals, `_` or `-` is possible in the
        file only.
      - `OCR_LOG_LEVEL` (`ERROR`, `WARN`, `INFO`, `DEBUG`; default `INFO`) and `OCR_LOG_FORMAT` (`text` or
        `json`; default `text`) are read from the environment only, before all other settings.
      """;

  private static final String TABLE =
      """

      | key | environment | type | default | range | what it is |
      | --- | --- | --- | --- | --- | --- |
      """;

  private ConfigurationDoc() {}

  /** Returns the whole file as Markdown. */
  public static String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    SettingsSchema schema = SettingsSchema.INSTANCE;
    schema
        .groups()
        .forEach(
            (prefix, doc) -> {
              text.append("\n## `").append(prefix).append("`\n\n").append(doc).append('\n');
              text.append(TABLE);
              appendRows(text, prefix + ".", schema.settings());
            });
    return text.toString();
  }

  private static void appendRows(StringBuilder text, String prefix, Collection<Setting> settings) {
    settings.stream()
        .filter(setting -> setting.key().startsWith(prefix))
        .filter(setting -> setting.key().indexOf('.', prefix.length()) < 0)
        .forEach(setting -> text.append(row(setting)));
  }

  private static String row(Setting setting) {
    boolean map = setting.shape() == Setting.Shape.MAP;
    String text = setting.doc().value() + (setting.doc().secret() ? hidden(setting) : "");
    return "| `%s` | `%s` | %s | %s | %s | %s |%n"
        .formatted(
            setting.key() + (map ? ".\"<name>\"" : ""),
            setting.environmentName() + (map ? "_<NAME>" : ""),
            type(setting),
            setting.defaultText() == null ? "none" : "`" + setting.defaultText() + "`",
            range(setting),
            text.replace("|", "\\|"))
        .replace(System.lineSeparator(), "\n");
  }

  private static String hidden(Setting setting) {
    String byDefault = setting.defaultText();
    if (byDefault != null && byDefault.contains("://")) {
      return " User and password are never shown.";
    }
    return setting.shape() == Setting.Shape.SINGLE
        ? " The value is never shown."
        : " Values are never shown.";
  }

  private static String type(Setting setting) {
    String one = ValueParser.describe(setting.type());
    return switch (setting.shape()) {
      case SINGLE -> one;
      case LIST -> "list of " + one;
      case MAP -> one + " by name";
    };
  }

  private static String range(Setting setting) {
    return setting.range() == null
        ? ""
        : "`%s` to `%s`".formatted(setting.range().min(), setting.range().max());
  }
}
