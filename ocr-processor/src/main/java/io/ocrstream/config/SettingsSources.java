/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

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
 * Gathers what the sources give, each over the ones before it, and what is wrong with their names.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> a file has at most {@link #MAX_FILE_BYTES}.
 */
final class SettingsSources {
  /** Largest file of settings. */
  static final long MAX_FILE_BYTES = 1 << 20;

  /** Variables of this prefix that others read: here Logback. */
  static final List<String> OTHER_VARIABLES = List.of("OCR_LOG_FORMAT", "OCR_LOG_LEVEL");

  /** What Kubernetes sets in every pod for a service whose name begins with "ocr-". */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "OCR_\\w*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

  private final SettingsSchema schema = SettingsSchema.INSTANCE;
  private final SortedMap<String, Given> values = new TreeMap<>();
  private final List<SettingProblem> problems = new ArrayList<>();

  /** Begins with the defaults. */
  SettingsSources() {
    for (Setting setting : schema.settings()) {
      setting
          .defaultValue()
          .ifPresent(
              text ->
                  values.put(setting.key(), new Given(text, Given.Source.DEFAULT, setting.key())));
    }
  }

  /** By canonical key. */
  SortedMap<String, Given> values() {
    return values;
  }

  /** Of names and of the file. */
  List<SettingProblem> problems() {
    return problems;
  }

  /** Adds a properties file in UTF-8. */
  void addFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        fileProblem("is larger than %d bytes; give a smaller one".formatted(MAX_FILE_BYTES));
        return;
      }
      Properties properties = new UniqueProperties();
      properties.load(new StringReader(Files.readString(file)));
      addNamed(new TreeMap<>(asStrings(properties)), Given.Source.FILE);
    } catch (CharacterCodingException e) {
      fileProblem("is not in UTF-8; save it as UTF-8");
    } catch (IOException e) {
      fileProblem(
          "cannot be read (%s); check its path and rights".formatted(e.getClass().getSimpleName()));
    } catch (IllegalArgumentException e) {
      fileProblem("holds a \\u that is no character; correct or double the backslash");
    }
  }

  private void fileProblem(String what) {
    problems.add(new SettingProblem("", "The file of settings " + what + "."));
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
    addNamed(overrides, Given.Source.OVERRIDE);
  }

  private void addNamed(Map<String, String> given, Given.Source source) {
    List<String> known = schema.settings().stream().map(Setting::key).toList();
    given.forEach(
        (name, text) ->
            schema
                .canonical(name)
                .ifPresentOrElse(
                    key -> put(key, new Given(text, source, name)),
                    () -> unknown(name, source, known)));
  }

  /** A key may be spelled in two ways, with and without quotes, but not in both at once. */
  private void put(String key, Given given) {
    Given before = values.put(key, given);
    if (before != null && before.source() == given.source()) {
      problems.add(
          new SettingProblem(
              key,
              "%s is given twice (%s); keep one of them.".formatted(key, given.source().label())));
    }
  }

  /** Adds the variables that begin with {@code OCR_}; an empty one counts as not set. */
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
                        key -> put(key, new Given(text, Given.Source.ENVIRONMENT, name)),
                        () -> unknown(name, Given.Source.ENVIRONMENT, known));
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

  private void unknown(String name, Given.Source source, Collection<String> known) {
    String shown = Secrets.printable(name);
    String advice =
        Suggestion.of(name, known)
            .map("did you mean %s?"::formatted)
            .orElse("remove it, or see docs/configuration.md.");
    problems.add(
        new SettingProblem(
            shown, "%s (%s) is no setting; %s".formatted(shown, source.label(), advice)));
  }

  /** Notices what {@link Properties} would let pass: a key that stands twice. */
  private final class UniqueProperties extends Properties {
    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        String shown = Secrets.printable(key.toString());
        problems.add(
            new SettingProblem(
                shown, "%s is given twice (file); keep one of them.".formatted(shown)));
      }
      return super.put(key, value);
    }
  }
}
