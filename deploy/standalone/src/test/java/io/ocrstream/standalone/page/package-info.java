/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.standalone.page;

import org.jspecify.annotations.NullMarked;
