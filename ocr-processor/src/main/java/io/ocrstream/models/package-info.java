/* SPDX-License-Identifier: Apache-2.0 */
/** Lists, adds and verifies the models of the engines. */
@NullMarked
package io.ocrstream.models;

import org.jspecify.annotations.NullMarked;
