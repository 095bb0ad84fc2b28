/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.intake.Intake;
import java.util.List;

/**
 * A record of {@code ocr.documents}, parsed, with a look-up begun for each of its events.
 *
 * @param intake what became of the record
 * @param inquiries one for each of its events; none unless it holds events
 */
record ParsedRecord(Intake intake, List<PendingLookup> inquiries) {}
