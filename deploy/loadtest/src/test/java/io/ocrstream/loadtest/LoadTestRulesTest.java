/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest;

import io.ocrstream.TestRulesTest;

/** Applies the same rules to this module's tests. */
class LoadTestRulesTest extends TestRulesTest {}
