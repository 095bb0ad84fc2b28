/* SPDX-License-Identifier: Apache-2.0 */
/** Documents of HTTPS hosts. */
@NullMarked
package io.ocrstream.content.https;

import org.jspecify.annotations.NullMarked;
