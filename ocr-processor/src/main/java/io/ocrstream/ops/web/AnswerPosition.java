/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

/**
 * Identifies a result by its place in {@code ocr.results}, which does not change as long as the
 * topic keeps the record.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
record AnswerPosition(int partition, long offset) {
  /** Pattern of the text form. */
  static final String FORM = "\\d{1,9}-\\d{1,18}";

  /** Returns the position of a text that matches {@link #FORM}. */
  static AnswerPosition of(String text) {
    int end = text.indexOf('-');
    return new AnswerPosition(
        Integer.parseInt(text.substring(0, end)), Long.parseLong(text.substring(end + 1)));
  }

  /** Returns the form that links use: {@code <partition>-<offset>}. */
  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
