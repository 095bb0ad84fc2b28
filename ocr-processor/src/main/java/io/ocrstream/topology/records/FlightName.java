/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

/** Names of the two kinds of flight, as used in metrics, state stores and record headers. */
public final class FlightName {
  /** The flight that finds a document's content hash. */
  public static final String IDENTIFY = "identify";

  /** The flight that reads a document. */
  public static final String RECOGNISE = "recognise";

  private FlightName() {}
}
