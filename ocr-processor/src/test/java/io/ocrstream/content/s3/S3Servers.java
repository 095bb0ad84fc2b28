/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.content.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects S3 servers into tests that have one as a parameter. Each server is started once in a run
 * and stopped after the last test class, so tests use their own buckets.
 */
final class S3Servers implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(S3Servers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return List.of(S3ProxyServer.class, S3MockServer.class)
        .contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(type, S3Servers::start, Running.class)
        .server();
  }

  private static Running start(Class<?> type) {
    try {
      Path folder = Files.createTempDirectory("s3-server-");
      if (type == S3MockServer.class) {
        S3MockServer server = S3MockServer.start(folder);
        return new Running(server, server::close, folder);
      }
      S3ProxyServer server = S3ProxyServer.start(folder, TestCertificate.make(folder));
      return new Running(server, server::close, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server and its folder. JUnit closes it at the end of the run. */
  private record Running(Object server, Runnable stop, Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stop.run();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
