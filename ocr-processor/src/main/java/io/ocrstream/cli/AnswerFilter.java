/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects answers. Each option narrows the selection. */
final class AnswerFilter {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only this status: complete, partial or failed; repeatable")
  private Set<AnswerLine.Status> statuses = EnumSet.noneOf(AnswerLine.Status.class);

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Only results from this source: cache, ocr or coalesced; repeatable")
  private Set<Source> sources = EnumSet.noneOf(Source.class);

  @Option(names = "--code", paramLabel = "CODE", description = "Only this code; repeatable")
  private Set<FailureCode> codes = EnumSet.noneOf(FailureCode.class);

  @Option(names = "--host", paramLabel = "HOST", description = "Only URIs of this host or bucket")
  private @Nullable String host;

  @Option(
      names = "--id",
      paramLabel = "TEXT",
      description = "Only events or documents whose id contains this text")
  private @Nullable String id;

  boolean admits(AnswerLine answer) {
    return (statuses.isEmpty() || statuses.contains(answer.status()))
        && (sources.isEmpty() || sources.contains(answer.source()))
        && (codes.isEmpty() || codes.contains(answer.code()))
        && (host == null || host.equalsIgnoreCase(FailureFilter.hostOf(answer.uri())))
        && (id == null || answer.eventId().contains(id) || answer.documentId().contains(id));
  }
}
