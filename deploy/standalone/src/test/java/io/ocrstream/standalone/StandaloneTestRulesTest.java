/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.TestRulesTest;

/** Applies the same rules to this module's tests. */
class StandaloneTestRulesTest extends TestRulesTest {}
