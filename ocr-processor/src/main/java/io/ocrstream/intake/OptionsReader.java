/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.TextLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of an event: a closed list of names, each with a closed list or a pattern of
 * values. Messages never quote values, and quote only names that look like a name.
 *
 * <p><b>Threading:</b> one thread, one event.
 */
final class OptionsReader {
  static final List<String> NAMES =
      List.of("engine", "languages", "pages", "outputs", "page_segmentation_mode", "text_layer");

  private static final Pattern QUOTABLE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /** Languages become file names, at most one folder deep ({@code script/Latin}), without dots. */
  private static final Pattern LANGUAGE =
      Pattern.compile("(?=.{2,32}$)[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)?");

  private static final int MAX_PAGES_CHARS = 2_048;

  private final JsonNode node;
  private @Nullable String complaint;

  OptionsReader(JsonNode node) {
    this.node = node;
  }

  /** Returns the options; meaningful only if {@link #complaint()} is empty. */
  EventOptions options() {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      requireKnown(names.next());
    }
    return new EventOptions(
        oneOf("engine", EngineName.values(), EngineName::jsonName),
        languages(),
        pages(),
        outputs(),
        pageSegmentationMode(),
        oneOf("text_layer", TextLayer.values(), TextLayer::jsonName));
  }

  /** Returns the first problem; empty if there is none. */
  Optional<String> complaint() {
    return Optional.ofNullable(complaint);
  }

  private void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      String subject = QUOTABLE_NAME.matcher(name).matches() ? name : "One of the names in options";
      complain(subject + " is not an option; use " + String.join(", ", NAMES));
    }
  }

  private @Nullable List<String> languages() {
    JsonNode value = node.path("languages");
    if (isAbsent(value)) {
      return null;
    }
    List<String> languages =
        value.isTextual() ? Arrays.asList(value.textValue().split("\\+", -1)) : texts(value);
    boolean isValid =
        !languages.isEmpty()
            && languages.size() <= OcrOptions.MAX_LANGUAGES
            && languages.stream().allMatch(l -> LANGUAGE.matcher(l).matches())
            && (languages.size() == 1 || !languages.containsAll(OcrOptions.AUTO_LANGUAGES));
    if (!isValid) {
      complain(
          "languages must be 1 to "
              + OcrOptions.MAX_LANGUAGES
              + " names of models, as a list or joined by +, each of 2 to 32 letters, digits, -, _"
              + " and at most one /; or auto alone");
    }
    return languages.stream().distinct().toList();
  }

  private @Nullable PageSelection pages() {
    JsonNode value = node.path("pages");
    if (isAbsent(value)) {
      return null;
    }
    String text = value.isTextual() ? value.textValue() : "";
    Optional<PageSelection> pages =
        text.length() <= MAX_PAGES_CHARS ? PageSelection.parse(text) : Optional.empty();
    if (pages.isEmpty()) {
      complain(
          "pages must be all, or numbers from 1 and ranges like 1-3,7,9-, at most "
              + PageSelection.MAX_RANGES);
    }
    return pages.orElse(null);
  }

  private @Nullable List<Output> outputs() {
    JsonNode value = node.path("outputs");
    if (isAbsent(value)) {
      return null;
    }
    List<Output> outputs =
        texts(value).stream()
            .flatMap(name -> Json.Named.parse(Output.class, name).stream())
            .distinct()
            .toList();
    if (!value.isArray()
        || texts(value).stream().anyMatch(n -> Json.Named.parse(Output.class, n).isEmpty())) {
      String known =
          Arrays.stream(Output.values()).map(Output::jsonName).collect(Collectors.joining(", "));
      complain("outputs must be a list of " + known);
    }
    return outputs;
  }

  private <E> @Nullable E oneOf(String name, E[] values, Function<E, String> jsonName) {
    JsonNode value = node.path(name);
    if (isAbsent(value)) {
      return null;
    }
    for (E each : values) {
      if (jsonName.apply(each).equals(value.textValue())) {
        return each;
      }
    }
    String known = Arrays.stream(values).map(jsonName).collect(Collectors.joining(", "));
    complain(name + " must be one of " + known);
    return null;
  }

  private @Nullable Integer pageSegmentationMode() {
    JsonNode value = node.path("page_segmentation_mode");
    if (isAbsent(value)) {
      return null;
    }
    boolean isKnown =
        value.isInt() && OcrOptions.PAGE_SEGMENTATION_MODES.contains(value.intValue());
    if (!isKnown) {
      complain("page_segmentation_mode must be one of " + OcrOptions.PAGE_SEGMENTATION_MODES);
    }
    return isKnown ? value.intValue() : null;
  }

  /** Returns the elements of a list; one that is not a text becomes empty, which is invalid. */
  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
    return texts;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private void complain(String message) {
    if (complaint == null) {
      complaint = message;
    }
  }
}
