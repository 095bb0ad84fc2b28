/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Outcome;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the options of an event from the texts of a form: {@code outputs} is separated by commas,
 * {@code languages} by commas or {@code +}. The rules are those of events.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with {@link FailureCode#UNSUPPORTED_OPTION}.
 */
public final class OptionsForm {
  /** Names of the options. */
  public static final List<String> NAMES = OptionsReader.NAMES;

  private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,4}");

  private OptionsForm() {}

  /** Returns the options; names that are none are a problem. */
  public static Outcome<EventOptions> read(Map<String, String> texts) {
    ObjectNode node = Json.mapper().createObjectNode();
    texts.forEach((name, text) -> put(node, name, text));
    OptionsReader reader = new OptionsReader(node);
    EventOptions options = reader.options();
    return reader
        .complaint()
        .<Outcome<EventOptions>>map(
            complaint -> Outcome.failed(FailureCode.UNSUPPORTED_OPTION, complaint))
        .orElseGet(() -> Outcome.of(options));
  }

  private static void put(ObjectNode node, String name, String text) {
    switch (name) {
      case "outputs" -> {
        ArrayNode list = node.putArray(name);
        for (String output : text.split(",", -1)) {
          list.add(output.strip());
        }
      }
      // A + in a query is a space.
      case "languages" -> node.put(name, text.strip().replaceAll("[, ]", "+"));
      case "page_segmentation_mode" -> {
        if (SMALL_NUMBER.matcher(text).matches()) {
          node.put(name, Integer.parseInt(text));
        } else {
          node.put(name, text);
        }
      }
      default -> node.put(name, text);
    }
  }
}
