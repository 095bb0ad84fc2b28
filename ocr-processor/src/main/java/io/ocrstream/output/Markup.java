/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes XML to a stream. Names are constants; values are escaped.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IOException} if the stream does.
 */
final class Markup {
  private static final String ENCODING = "UTF-8";

  private final XMLStreamWriter xml;

  private Markup(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes a part of the document. */
  private interface Step {
    void run() throws XMLStreamException;
  }

  static Markup to(OutputStream out) throws IOException {
    try {
      // The JDK's writer, independent of the class path, so that output bytes match those of the
      // tests.
      return new Markup(
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(new BufferedWriter(new OutputStreamWriter(out, UTF_8))));
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  Markup begin() throws IOException {
    return run(() -> xml.writeStartDocument(ENCODING, "1.0")).line();
  }

  Markup docType(String declaration) throws IOException {
    return run(() -> xml.writeDTD(declaration)).line();
  }

  /** Opens an element with attributes, given as alternating names and values. */
  Markup open(String name, Object... attributes) throws IOException {
    return run(() -> xml.writeStartElement(name)).attributes(attributes);
  }

  /** Writes an empty element. */
  Markup empty(String name, Object... attributes) throws IOException {
    return run(() -> xml.writeEmptyElement(name)).attributes(attributes);
  }

  /** Writes an element with text. */
  Markup text(String name, String text) throws IOException {
    return open(name).characters(text).close();
  }

  Markup characters(String text) throws IOException {
    return run(() -> xml.writeCharacters(PlainText.of(text)));
  }

  /** Closes the element that was opened last. */
  Markup close() throws IOException {
    return run(xml::writeEndElement);
  }

  /** Writes a line end, for people who open the file. */
  Markup line() throws IOException {
    return run(() -> xml.writeCharacters("\n"));
  }

  /** Closes all elements and flushes. */
  void end() throws IOException {
    line().run(xml::writeEndDocument).run(xml::flush);
  }

  private Markup attributes(Object... namesAndValues) throws IOException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i].toString();
      String value = PlainText.of(namesAndValues[i + 1].toString());
      run(() -> xml.writeAttribute(name, value));
    }
    return this;
  }

  private Markup run(Step step) throws IOException {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static IOException failure(XMLStreamException e) {
    return e.getNestedException() instanceof IOException io ? io : new IOException(e);
  }
}
