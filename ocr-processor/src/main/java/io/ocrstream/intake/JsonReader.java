/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses untrusted JSON into a tree.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the constants. <b>Fails:</b> with a value.
 */
final class JsonReader {
  /** Maximum nesting of objects and arrays; an S3 notification has 6. */
  static final int MAX_DEPTH = 32;

  /** Maximum characters of a number, which is more than any double needs. */
  static final int MAX_NUMBER_CHARS = 64;

  /** Maximum characters of a field name. */
  static final int MAX_NAME_CHARS = 256;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final ObjectReader TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .maxNameLength(MAX_NAME_CHARS)
                          .build())
                  // A shared table of names would grow with untrusted input.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .readerFor(JsonNode.class);

  private JsonReader() {}

  /**
   * Holds a tree or the reason why there is none; exactly one of the two is null.
   *
   * @param tree an object
   */
  record Outcome(@Nullable JsonNode tree, @Nullable RejectReason reason) {
    private static Outcome of(RejectReason reason) {
      return new Outcome(null, reason);
    }
  }

  static Outcome read(byte[] utf8) {
    return decode(utf8).map(JsonReader::read).orElseGet(() -> Outcome.of(RejectReason.NOT_UTF8));
  }

  /** Parses one JSON object without trailing content; a leading byte order mark is allowed. */
  static Outcome read(String text) {
    String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try (JsonParser parser = TREES.createParser(json)) {
      JsonNode tree = TREES.readTree(parser);
      if (tree == null || tree.isMissingNode() || parser.nextToken() != null) {
        return Outcome.of(RejectReason.NOT_JSON);
      }
      return tree.isObject() ? new Outcome(tree, null) : Outcome.of(RejectReason.NOT_AN_OBJECT);
    } catch (StreamConstraintsException e) {
      return Outcome.of(RejectReason.JSON_LIMIT);
    } catch (MismatchedInputException e) {
      // A tree has no other mismatch: see FAIL_ON_READING_DUP_TREE_KEY.
      return Outcome.of(RejectReason.DUPLICATE_FIELD);
    } catch (IOException e) {
      return Outcome.of(RejectReason.NOT_JSON);
    }
  }

  /** Decodes strictly, because replaced bytes could make two different values equal. */
  static Optional<String> decode(byte[] utf8) {
    try {
      // A new decoder reports malformed input instead of replacing it.
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
