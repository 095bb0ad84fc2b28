/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

/**
 * Describes why a child did not become ready.
 *
 * @param reason part of a sentence whose subject is the child
 * @param isPermanent whether other children would fail for the same reason
 */
record StartFailure(String reason, boolean isPermanent) {}
