/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.TestRulesTest;

/** The same rules for this module's tests. */
class StandaloneTestRulesTest extends TestRulesTest {}
