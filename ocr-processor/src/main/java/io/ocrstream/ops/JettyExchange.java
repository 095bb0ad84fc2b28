/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a Jetty request to the JDK's interface, for which the endpoints are written. Unlike
 * Jetty's own adapter, it ends with {@link #close} and not when the handler returns, so an endpoint
 * may answer from another thread.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Fails:</b> with {@link IOException} if the client
 * disconnected.
 */
final class JettyExchange extends HttpExchange {
  private static final int NOT_SENT = -1;

  private final Request request;
  private final Response response;
  private final Callback end;
  private final URI uri;
  private final Headers received = new Headers();
  private final Headers sent = new Headers();
  private final InputStream in;
  private final OutputStream out;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private int status = NOT_SENT;

  /**
   * Wraps a request.
   *
   * @param uri the parsed URI of the request
   * @param end called when the answer is complete
   */
  JettyExchange(Request request, Response response, Callback end, URI uri) {
    this.request = request;
    this.response = response;
    this.end = end;
    this.uri = uri;
    request.getHeaders().forEach(field -> received.add(field.getName(), field.getValue()));
    in = Content.Source.asInputStream(request);
    out = Content.Sink.asOutputStream(response);
  }

  @Override
  public Headers getRequestHeaders() {
    return received;
  }

  @Override
  public Headers getResponseHeaders() {
    return sent;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public String getRequestMethod() {
    return request.getMethod();
  }

  @Override
  public InputStream getRequestBody() {
    return in;
  }

  @Override
  public OutputStream getResponseBody() {
    return out;
  }

  /** Sets status and headers; they are sent with the first bytes of the body, or at the end. */
  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    if (status != NOT_SENT) {
      throw new IOException("headers are already sent");
    }
    status = code;
    response.setStatus(code);
    sent.forEach((name, values) -> response.getHeaders().put(name, values));
    if (length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      end.succeeded();
    }
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return address(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return address(request.getConnectionMetaData().getLocalSocketAddress());
  }

  private static InetSocketAddress address(SocketAddress address) {
    return (InetSocketAddress) address;
  }

  @Override
  public String getProtocol() {
    return request.getConnectionMetaData().getProtocol();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return request.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException("there is only one context");
  }

  @Override
  public void setStreams(InputStream input, OutputStream output) {
    throw new UnsupportedOperationException("streams cannot be replaced");
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
