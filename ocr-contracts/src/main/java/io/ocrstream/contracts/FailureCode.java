/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static io.ocrstream.contracts.Fault.DOCUMENT;
import static io.ocrstream.contracts.Fault.INFRASTRUCTURE;
import static io.ocrstream.contracts.Fault.POLICY;
import static io.ocrstream.contracts.Fault.REQUEST;

/** Why an event could not be answered with a result. Names are stable: consumers switch on them. */
public enum FailureCode {
  /** The record is JSON with an event id, but not an upload event. */
  INVALID_EVENT(REQUEST, false, "Correct the event and publish it again."),
  /** An option, or a value of one, that is not in the closed list. */
  UNSUPPORTED_OPTION(REQUEST, false, "Leave the option out, or use a listed value."),
  /** A language whose model is not installed on the workers. */
  UNSUPPORTED_LANGUAGE(
      REQUEST, false, "Ask for an installed language, or add its model to the models folder."),
  /** The scheme, host, bucket or folder is not allowed here. */
  FORBIDDEN_LOCATION(POLICY, false, "Add the root, host or bucket to the allowed ones."),
  /** There is no object at the location. */
  NOT_FOUND(REQUEST, false, "Upload the object, then publish a new event."),
  /** The object is there, but in another state than the one that the event names. */
  OBJECT_CHANGED(REQUEST, false, "Answer the newer event, or publish one without an etag."),
  /** The object store refuses to let the workers read the object. */
  ACCESS_DENIED(POLICY, false, "Give the workers' identity the right to read the object."),
  /** The object is archived: its store has to bring it back before it can be read. */
  OBJECT_ARCHIVED(
      POLICY, false, "Restore the object; the store's notification of that is a new event."),
  /** The object store answers, but refuses the request for this object. */
  FETCH_REFUSED(POLICY, false, "Do what the message says, then publish the event again."),
  /** The object could not be read after all attempts. */
  FETCH_FAILED(INFRASTRUCTURE, true, "Check the object store, then publish the event again."),
  /** The bytes do not have the hash that the event claims. */
  HASH_MISMATCH(REQUEST, false, "Leave the hash out, or compute it from the uploaded bytes."),
  /** Zero bytes. */
  EMPTY(DOCUMENT, false, "Upload the document again: it has no bytes."),
  /** Of a known type, but damaged. */
  CORRUPT(DOCUMENT, false, "Upload an undamaged copy."),
  /** Needs a password. */
  ENCRYPTED(DOCUMENT, false, "Upload a copy without a password."),
  /** Not a type that is read here, whatever its name says. */
  UNSUPPORTED_TYPE(DOCUMENT, false, "Convert the document to PDF or to an image."),
  /** More bytes than the limit. */
  TOO_LARGE(POLICY, false, "Split the document, or raise the limit of bytes."),
  /** More pages than the limit. */
  TOO_MANY_PAGES(POLICY, false, "Ask for fewer pages, or raise the limit of pages."),
  /** A page with more pixels, or a longer edge, than the limit. */
  TOO_MANY_PIXELS(POLICY, false, "Scan at a lower resolution, or raise the limit of pixels."),
  /** A selection of pages that the document does not have. */
  NO_SUCH_PAGE(REQUEST, false, "Ask for pages that the document has."),
  /** The answer does not fit into a record. */
  RESULT_TOO_LARGE(POLICY, false, "Ask for fewer outputs or pages, or raise the record limit."),
  /** An output has no place where it may be stored. */
  OUTPUT_REFUSED(
      POLICY,
      false,
      "Set ocr.outputs.location, allow it in ocr.outputs, and let the workers write there."),
  /** An output that is kept as an object could not be stored. */
  OUTPUT_FAILED(INFRASTRUCTURE, true, "Check the output location, then publish the event again."),
  /** The work did not finish in the time that it may take. */
  TIMED_OUT(POLICY, true, "Split the document, or raise the time limit."),
  /** The engine dies of this document each time, and reads others. */
  CRASHES_ENGINE(DOCUMENT, false, "Upload a copy in another format; report the document."),
  /** The engine died while it read this document, by whatever cause. */
  ENGINE_CRASHED(
      INFRASTRUCTURE, true, "Publish the event again; report the document if it recurs."),
  /** A defect, or work that was lost over and over. */
  INTERNAL(INFRASTRUCTURE, true, "Publish the event again; report it if it recurs.");

  private final Fault fault;
  private final boolean retryable;
  private final String advice;

  FailureCode(Fault fault, boolean retryable, String advice) {
    this.fault = fault;
    this.retryable = retryable;
    this.advice = advice;
  }

  /** Who can mend it. */
  public Fault fault() {
    return fault;
  }

  /** Whether the very same event may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Whether it follows from the bytes and the options alone, so that it may be remembered under
   * their key. No limit of documents has a part in it: who raises one wants to see that at once,
   * and a document past a limit is refused before it is read.
   */
  public boolean isOfTheBytes() {
    return fault == DOCUMENT || this == NO_SUCH_PAGE;
  }

  /** One sentence that says what to do. */
  public String advice() {
    return advice;
  }
}
