/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** Tells where to fix the cause of a failure. */
public enum Fault implements Json.Named {
  /** In the document: another document would have been read. */
  DOCUMENT,
  /** In the event: its sender requested something that does not exist. */
  REQUEST,
  /** In a limit or rule of this installation, which its operator can change. */
  POLICY,
  /** In a part of the system: the same event may succeed later. */
  INFRASTRUCTURE;
}
