/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.intake.Intake;
import java.util.List;

/**
 * A parsed record of {@code ocr.documents}, with a look-up started for each of its events.
 *
 * @param intake the outcome of parsing
 * @param lookups one look-up for each event; empty if the record holds no events
 */
record ParsedRecord(Intake intake, List<PendingLookup> lookups) {}
