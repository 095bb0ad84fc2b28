/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Smallest and largest value of a setting, both allowed, in the setting's own spelling. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Range {
  /** Smallest, such as {@code 1}, {@code 10ms}, {@code 1KiB}. */
  String min();

  /** Largest. */
  String max();
}
