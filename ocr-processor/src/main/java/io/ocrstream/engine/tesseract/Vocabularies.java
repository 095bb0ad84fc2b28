/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The dictionaries inside the languages' models: what they know tells a text's language, for any
 * model that is installed and without word lists of our own.
 *
 * <p><b>Threading:</b> any; one at a time looks words up. <b>Bounds:</b> a handle for each language
 * that was asked, kept until the end.
 */
final class Vocabularies implements AutoCloseable {
  private final Map<TesseractHandle.Models, TesseractHandle> handles = new HashMap<>();

  /** Indices of the words that the language knows, with their capitals or without. */
  synchronized BitSet known(TesseractHandle.Models language, List<String> words) {
    TesseractHandle handle = handles.computeIfAbsent(language, TesseractHandle::open);
    BitSet known = new BitSet(words.size());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      known.set(i, handle.knows(word) || handle.knows(word.toLowerCase(Locale.ROOT)));
    }
    return known;
  }

  @Override
  public synchronized void close() {
    handles.values().forEach(TesseractHandle::close);
    handles.clear();
  }
}
