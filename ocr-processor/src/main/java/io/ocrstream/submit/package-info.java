/* SPDX-License-Identifier: Apache-2.0 */
/** Publishes upload events for files and addresses, and collects their answers. */
@NullMarked
package io.ocrstream.submit;

import org.jspecify.annotations.NullMarked;
