/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.ocrstream.engine.natives.NativeLibraries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.TessAPI1;
import net.sourceforge.tess4j.util.LoadLibs;
import org.jspecify.annotations.Nullable;

/**
 * Writes the word rows of Tesseract's tab-separated table, byte for byte as Tesseract does.
 *
 * <p>Tesseract's own writer asks several times for each word for the direction of its line, and
 * each time searches the line from the start of the page. On a full page that takes 2.5 % of
 * recognition. Only right-to-left scripts need it. So this class walks the words from left to
 * right, and leaves the table to Tesseract where it finds a word of such a script.
 *
 * <p><b>Threading:</b> that of the handle. <b>Fails:</b> with {@link UnsatisfiedLinkError} on
 * native libraries of another version than {@link NativeLibraries} loads.
 */
final class TsvWriter {
  /** RIL_BLOCK, RIL_PARA, RIL_TEXTLINE: the levels above words, largest first. */
  private static final int[] AROUND = {0, 1, 2};

  /** RIL_WORD. */
  private static final int WORD = 3;

  /** Tesseract's number of the word level, and of the page. */
  private static final String ROW_OF_WORD = "5\t1";

  private static final int CONFIDENCE_DIGITS = 6;

  private final IntBuffer left = IntBuffer.allocate(1);
  private final IntBuffer top = IntBuffer.allocate(1);
  private final IntBuffer right = IntBuffer.allocate(1);
  private final IntBuffer bottom = IntBuffer.allocate(1);

  /** Numbers of block, paragraph, line and word, each within the one before. */
  private final int[] numbers = new int[AROUND.length + 1];

  private final StringBuilder table = new StringBuilder();

  private TsvWriter() {}

  /**
   * Returns the rows of {@code api}'s words; rows of all levels if the page has right-to-left
   * words.
   */
  static String of(TessBaseAPI api) {
    Pointer words = LeftToRight.words(api.getPointer());
    if (words == null) {
      return "";
    }
    TessPageIterator at = new TessPageIterator(words);
    try {
      String table = new TsvWriter().rows(at);
      return table == null ? take(TessAPI1.TessBaseAPIGetTsvText(api, 0)) : table;
    } finally {
      TessAPI1.TessPageIteratorDelete(at);
    }
  }

  /* Null if a word is right-to-left. */
  private @Nullable String rows(TessPageIterator at) {
    do {
      Pointer text = LeftToRight.text(at.getPointer(), WORD);
      if (text != null) {
        String word = take(text);
        if (word.codePoints().anyMatch(TsvWriter::isFromRightToLeft)) {
          return null;
        }
        count(at);
        add(at, word);
      }
    } while (TessAPI1.TessPageIteratorNext(at, WORD) != 0);
    return table.toString();
  }

  /* The start of a unit resets the numbers of all smaller ones. */
  private void count(TessPageIterator at) {
    for (int level : AROUND) {
      if (TessAPI1.TessPageIteratorIsAtBeginningOf(at, level) != 0) {
        numbers[level]++;
        for (int within = level + 1; within < numbers.length; within++) {
          numbers[within] = 0;
        }
      }
    }
    numbers[WORD]++;
  }

  private void add(TessPageIterator at, String word) {
    TessAPI1.TessPageIteratorBoundingBox(at, WORD, left, top, right, bottom);
    table.append(ROW_OF_WORD);
    for (int number : numbers) {
      cell(number);
    }
    cell(left.get(0));
    cell(top.get(0));
    cell(right.get(0) - left.get(0));
    cell(bottom.get(0) - top.get(0));
    BigDecimal confidence = new BigDecimal(LeftToRight.confidence(at.getPointer(), WORD));
    table.append('\t').append(confidence.setScale(CONFIDENCE_DIGITS, RoundingMode.HALF_EVEN));
    table.append('\t').append(word).append('\n');
  }

  private void cell(int value) {
    table.append('\t').append(value);
  }

  static boolean isFromRightToLeft(int character) {
    byte direction = Character.getDirectionality(character);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private static String take(@Nullable Pointer text) {
    if (text == null) {
      return "";
    }
    try {
      return text.getString(0, StandardCharsets.UTF_8.name());
    } finally {
      TessAPI1.TessDeleteText(text);
    }
  }

  /**
   * Functions that Tesseract's C interface lacks, by their mangled C++ names on Linux and macOS.
   */
  private static final class LeftToRight {
    private static final Map<String, String> NAMES =
        Map.of(
            "words", "_ZN9tesseract11TessBaseAPI14GetLTRIteratorEv",
            "text", "_ZNK9tesseract17LTRResultIterator11GetUTF8TextENS_17PageIteratorLevelE",
            "confidence", "_ZNK9tesseract17LTRResultIterator10ConfidenceENS_17PageIteratorLevelE");

    static {
      FunctionMapper names = (library, method) -> NAMES.get(method.getName());
      Native.register(
          LeftToRight.class,
          NativeLibrary.getInstance(
              LoadLibs.getTesseractLibName(), Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
    }

    private LeftToRight() {}

    /** Returns a new iterator over the result, which the caller deletes; null if there is none. */
    static native @Nullable Pointer words(Pointer api);

    /** Returns null-terminated UTF-8, which the caller deletes; null if there is no word. */
    static native @Nullable Pointer text(Pointer words, int level);

    /** Returns the confidence, 0 to 100. */
    static native float confidence(Pointer words, int level);
  }
}
