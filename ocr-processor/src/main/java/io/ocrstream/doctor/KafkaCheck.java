/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.app.ProcessorRole;
import io.ocrstream.config.Settings;
import io.ocrstream.kafka.ClusterReport;
import io.ocrstream.kafka.KafkaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the brokers, with the checks that roles make at their start. */
final class KafkaCheck {
  private KafkaCheck() {}

  static List<Finding> of(Settings settings, Set<Doctor.Role> roles) throws InterruptedException {
    return ClusterReport.of(settings, rights(settings, roles)).stream()
        .flatMap(KafkaCheck::findings)
        .toList();
  }

  private static List<KafkaRole> rights(Settings settings, Set<Doctor.Role> roles) {
    List<KafkaRole> rights = new ArrayList<>();
    if (roles.contains(Doctor.Role.PROCESSOR)) {
      rights.addAll(ProcessorRole.roles(settings.ops()));
    }
    if (roles.contains(Doctor.Role.WORKER)) {
      rights.add(KafkaRole.WORKER);
    }
    if (roles.contains(Doctor.Role.GATEWAY)) {
      rights.add(KafkaRole.GATEWAY);
    }
    return rights;
  }

  private static Stream<Finding> findings(ClusterReport.Part part) {
    String check = "kafka " + part.subject();
    return part.problems().isEmpty()
        ? Stream.of(Finding.ok(check, part.found()))
        : part.problems().stream().map(problem -> Finding.fail(check, problem));
  }
}
