/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks words up in the dictionaries of language models. They identify the language of a text for
 * every installed model, without separate word lists.
 *
 * <p><b>Threading:</b> any; look-ups are serialised. <b>Bounds:</b> one Tesseract instance for each
 * language asked for, kept until close.
 */
final class LanguageDictionaries implements AutoCloseable {
  private final Map<TesseractHandle.Models, TesseractHandle> handles = new HashMap<>();

  /** Returns the indices of the words that the language knows, as written or in lower case. */
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
