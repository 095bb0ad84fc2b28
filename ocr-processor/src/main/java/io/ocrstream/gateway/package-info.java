/* SPDX-License-Identifier: Apache-2.0 */
/** Answers uploads over HTTP: stores them, publishes their events and waits for the answers. */
@NullMarked
package io.ocrstream.gateway;

import org.jspecify.annotations.NullMarked;
