/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

/** Names of the two kinds of flight, as metrics, state stores and record headers spell them. */
public final class FlightName {
  /** Flights that find a document's content hash. */
  public static final String IDENTIFY = "identify";

  /** Flights that read a document. */
  public static final String RECOGNISE = "recognise";

  private FlightName() {}
}
