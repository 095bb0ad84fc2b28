/* SPDX-License-Identifier: Apache-2.0 */
/** Tests what the whole system promises on real servers, including outages. */
@NullMarked
package io.ocrstream.standalone.scenario;

import org.jspecify.annotations.NullMarked;
