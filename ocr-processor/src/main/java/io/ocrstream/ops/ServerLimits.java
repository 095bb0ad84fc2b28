/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * Holds how many clients a server accepts. Requests above {@code requests} get a 503, connections
 * above the other two are closed.
 *
 * @param requests parallel requests, without health checks
 * @param threads threads that handle requests
 * @param connections open connections
 * @param connectionsOfOne open connections of one address
 * @param idleSeconds how long a connection may be idle between two requests
 */
public record ServerLimits(
    int requests, int threads, int connections, int connectionsOfOne, int idleSeconds) {
  /**
   * How long a client of an API may keep an idle connection. A proxy that keeps its connections for
   * a minute would otherwise lose requests on those that the server closes.
   */
  static final int API_IDLE_SECONDS = 75;

  /** The limits of a server for operators. */
  public static final ServerLimits OPERATORS =
      new ServerLimits(
          OpsServer.MAX_REQUESTS,
          OpsServer.MAX_REQUESTS,
          OpsServer.MAX_CONNECTIONS,
          OpsServer.MAX_CONNECTIONS_OF_ONE,
          OpsServer.MAX_HEADER_SECONDS);

  /** Returns these limits with room for an API, whose clients may be behind one proxy. */
  public ServerLimits plus(int more) {
    int all = connections + more;
    return new ServerLimits(requests + more, threads + more, all, all, API_IDLE_SECONDS);
  }
}
