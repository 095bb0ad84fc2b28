/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a setting or a group of settings in {@code docs/configuration.md}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Doc {
  /** Returns one or more full sentences, in Markdown. */
  String value();

  /** Returns whether the value is hidden in logs, endpoints and messages. */
  boolean secret() default false;
}
