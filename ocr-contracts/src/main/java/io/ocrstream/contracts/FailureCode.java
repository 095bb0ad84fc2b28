/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static io.ocrstream.contracts.FailureCode.Fault.DOCUMENT;
import static io.ocrstream.contracts.FailureCode.Fault.INFRASTRUCTURE;
import static io.ocrstream.contracts.FailureCode.Fault.POLICY;
import static io.ocrstream.contracts.FailureCode.Fault.REQUEST;

/** Lists why an event has no result. Names are stable, because consumers switch on them. */
public enum FailureCode {
  /** The record is JSON with an event id, but not an upload event. */
  INVALID_EVENT(REQUEST, false, "Correct the event and publish it again"),
  /** An option or one of its values is not in the closed list. */
  UNSUPPORTED_OPTION(REQUEST, false, "Remove the option, or use a listed value"),
  /** The model of a language is not installed on the workers. */
  UNSUPPORTED_LANGUAGE(
      REQUEST, false, "Request an installed language, or add its model to the models folder"),
  /** The scheme, host, bucket or folder is not allowed here. */
  FORBIDDEN_LOCATION(POLICY, false, "Add the folder, host or bucket to the allowed ones"),
  /** The location has no object. */
  NOT_FOUND(REQUEST, false, "Upload the object, then publish a new event"),
  /** The object has another state than the one that the event names. */
  OBJECT_CHANGED(REQUEST, false, "Publish an event with the current etag, or without one"),
  /** The object store denies the workers read access to the object. */
  ACCESS_DENIED(POLICY, false, "Grant the workers' identity read access to the object"),
  /** The object is archived and must be restored before it can be read. */
  OBJECT_ARCHIVED(
      POLICY, false, "Restore the object; the store's notification of the restore is a new event"),
  /** The object store answers, but rejects the request for this object. */
  FETCH_REFUSED(POLICY, false, "Follow the message, then publish the event again"),
  /** All attempts to fetch the object failed. */
  FETCH_FAILED(INFRASTRUCTURE, true, "Check the object store, then publish the event again"),
  /** The bytes do not have the hash that the event claims. */
  HASH_MISMATCH(REQUEST, false, "Remove the hash, or compute it from the uploaded bytes"),
  /** The document has no bytes. */
  EMPTY(DOCUMENT, false, "Upload the document again, because it has no bytes"),
  /** The document has a known type, but is damaged. */
  CORRUPT(DOCUMENT, false, "Upload an undamaged copy"),
  /** The document needs a password. */
  ENCRYPTED(DOCUMENT, false, "Upload a copy without a password"),
  /** The document has an unsupported type, whatever its name says. */
  UNSUPPORTED_TYPE(DOCUMENT, false, "Convert the document to PDF or to an image"),
  /** The document exceeds the limit of bytes. */
  TOO_LARGE(POLICY, false, "Split the document, or raise the limit of bytes"),
  /** The document exceeds the limit of pages. */
  TOO_MANY_PAGES(POLICY, false, "Request fewer pages, or raise the limit of pages"),
  /** A page exceeds the limit of pixels or of its edge. */
  TOO_MANY_PIXELS(POLICY, false, "Scan at a lower resolution, or raise the limit of pixels"),
  /** The document lacks the requested pages. */
  NO_SUCH_PAGE(REQUEST, false, "Request pages that the document has"),
  /** The answer does not fit into a record. */
  RESULT_TOO_LARGE(POLICY, false, "Request fewer outputs or pages, or raise the record limit"),
  /** An output must not be stored at its location. */
  OUTPUT_REFUSED(
      POLICY,
      false,
      "Set ocr.outputs.location, allow it in ocr.outputs, and grant the workers write access"),
  /** All attempts to store an output failed. */
  OUTPUT_FAILED(INFRASTRUCTURE, true, "Check the output location, then publish the event again"),
  /** The work exceeded its time limit. */
  TIMED_OUT(POLICY, true, "Split the document, or raise the time limit"),
  /** The engine crashes on this document repeatedly, but reads others. */
  CRASHES_ENGINE(DOCUMENT, false, "Upload a copy in another format, and report the document"),
  /** The engine crashed while it read this document, for any reason. */
  ENGINE_CRASHED(
      INFRASTRUCTURE, true, "Publish the event again, and report the document if this recurs"),
  /** A defect occurred, or the work was lost repeatedly. */
  INTERNAL(INFRASTRUCTURE, true, "Publish the event again, and report it if this recurs");

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

  private final Fault fault;
  private final boolean retryable;
  private final String advice;

  FailureCode(Fault fault, boolean retryable, String advice) {
    this.fault = fault;
    this.retryable = retryable;
    this.advice = advice;
  }

  /** Returns where to fix the cause. */
  public Fault fault() {
    return fault;
  }

  /** Returns whether the same event may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Returns whether the failure depends on the bytes and options alone, so that it can be cached
   * under their key. Limits are excluded: a raised limit must take effect at once, and a document
   * above a limit is rejected before it is read.
   */
  public boolean isOfTheBytes() {
    return fault == DOCUMENT || this == NO_SUCH_PAGE;
  }

  /** Returns what to do, without full stop. */
  public String advice() {
    return advice;
  }
}
