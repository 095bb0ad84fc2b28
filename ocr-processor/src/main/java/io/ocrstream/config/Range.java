/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares the smallest and largest allowed value of a setting, in the setting's own spelling. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Range {
  /** Returns the smallest allowed value, such as {@code 1}, {@code 10ms} or {@code 1KiB}. */
  String min();

  /** Returns the largest allowed value. */
  String max();
}
