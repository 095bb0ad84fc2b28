/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares the value of a setting that nobody sets, in the setting's own spelling. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Default {
  /** Returns the value, such as {@code 8}, {@code 10ms} or {@code localhost:9092}. */
  String value();
}
