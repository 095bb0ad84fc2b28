/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a setting, or a group of them, is for: the text of {@code docs/configuration.md}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Doc {
  /** One or two sentences. */
  String value();

  /** Whether the value never shows in logs, endpoints or messages. */
  boolean secret() default false;
}
