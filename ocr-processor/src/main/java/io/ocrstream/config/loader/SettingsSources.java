/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the values of all sources, later sources over earlier ones, and the problems of their
 * names.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> a file has at most {@link #MAX_FILE_BYTES} bytes.
 */
final class SettingsSources {
  /** Size of the largest settings file, in bytes. */
  static final long MAX_FILE_BYTES = 1 << 20;

  /** Environment variables with our prefix that other code reads: Logback. */
  static final List<String> OTHER_VARIABLES = List.of("OCR_LOG_FORMAT", "OCR_LOG_LEVEL");

  /** Variables that Kubernetes sets in every pod for a service whose name starts with "ocr-". */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "OCR_\\w*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

  private final SettingsSchema schema = SettingsSchema.INSTANCE;
  private final SortedMap<String, SourceValue> values = new TreeMap<>();
  private final List<SettingProblem> problems = new ArrayList<>();

  /** Starts with the defaults. */
  SettingsSources() {
    for (Setting setting : schema.settings()) {
      setting
          .defaultValue()
          .ifPresent(
              text ->
                  values.put(
                      setting.key(),
                      new SourceValue(text, SourceValue.Source.DEFAULT, setting.key())));
    }
  }

  /** Returns the values by canonical key. */
  SortedMap<String, SourceValue> values() {
    return values;
  }

  /** Returns the problems of names and of the file. */
  List<SettingProblem> problems() {
    return problems;
  }

  /** Adds a properties file in UTF-8. */
  void addFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        fileProblem(file, "is larger than %d bytes; reduce it".formatted(MAX_FILE_BYTES));
        return;
      }
      Properties properties = new UniqueProperties();
      properties.load(new StringReader(Files.readString(file)));
      addNamed(new TreeMap<>(asStrings(properties)), SourceValue.Source.FILE);
    } catch (CharacterCodingException e) {
      fileProblem(file, "is not in UTF-8; save it as UTF-8");
    } catch (IOException e) {
      fileProblem(
          file,
          "cannot be read (%s); check its path and permissions"
              .formatted(e.getClass().getSimpleName()));
    } catch (IllegalArgumentException e) {
      fileProblem(file, "contains an invalid \\u escape; correct it or double the backslash");
    }
  }

  private void fileProblem(Path file, String what) {
    problems.add(new SettingProblem("", "The settings file %s %s".formatted(file, what)));
  }

  private static Map<String, String> asStrings(Properties properties) {
    Map<String, String> strings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> strings.put(name, properties.getProperty(name)));
    return strings;
  }

  /** Adds explicit values by key. */
  void addOverrides(Map<String, String> overrides) {
    addNamed(overrides, SourceValue.Source.OVERRIDE);
  }

  private void addNamed(Map<String, String> given, SourceValue.Source source) {
    List<String> known = schema.settings().stream().map(Setting::key).toList();
    given.forEach(
        (name, text) ->
            schema
                .canonical(name)
                .ifPresentOrElse(
                    key -> put(key, new SourceValue(text, source, name)),
                    () -> unknown(name, source, known)));
  }

  /** Adds a value. A source may spell a key with or without quotes, but not both ways at once. */
  private void put(String key, SourceValue given) {
    SourceValue before = values.put(key, given);
    if (before != null && before.source() == given.source()) {
      problems.add(
          new SettingProblem(
              key,
              "%s is set twice (%s); remove one of the values"
                  .formatted(key, given.source().label())));
    }
  }

  /** Adds the variables that start with {@code OCR_}. An empty variable counts as not set. */
  void addEnvironment(Map<String, String> environment) {
    String prefix = Setting.environmentName(SettingsSchema.PREFIX) + "_";
    List<String> known =
        Stream.concat(
                schema.settings().stream().map(Setting::environmentName), OTHER_VARIABLES.stream())
            .toList();
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (name.startsWith(prefix) && !text.isEmpty() && !isOthers(name, text)) {
                schema
                    .ofEnvironment(name)
                    .ifPresentOrElse(
                        key ->
                            put(key, new SourceValue(text, SourceValue.Source.ENVIRONMENT, name)),
                        () -> unknown(name, SourceValue.Source.ENVIRONMENT, known));
              }
            });
  }

  private boolean isOthers(String name, String text) {
    return OTHER_VARIABLES.contains(name)
        || SERVICE_LINK.matcher(name).matches()
        || (name.endsWith("_PORT")
            && schema.ofEnvironment(name).isEmpty()
            && SERVICE_LINK_VALUE.matcher(text).matches());
  }

  private void unknown(String name, SourceValue.Source source, Collection<String> known) {
    String shown = Secrets.printable(name);
    String advice =
        Suggestion.of(name, known)
            .map("did you mean %s?"::formatted)
            .orElse("remove it, or see docs/configuration.md");
    problems.add(
        new SettingProblem(
            shown, "%s (%s) is not a setting; %s".formatted(shown, source.label(), advice)));
  }

  /** Detects keys that occur twice, which {@link Properties} does not report. */
  private final class UniqueProperties extends Properties {
    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        String shown = Secrets.printable(key.toString());
        problems.add(
            new SettingProblem(
                shown, "%s is set twice (file); remove one of the values".formatted(shown)));
      }
      return super.put(key, value);
    }
  }
}
