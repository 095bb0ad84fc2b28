/* SPDX-License-Identifier: Apache-2.0 */
/** What the whole system promises, shown on real servers: bad days included. */
@NullMarked
package io.ocrstream.standalone.scenario;

import org.jspecify.annotations.NullMarked;
