/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the limits of the chart's values. */
class HelmValuesTest {
  @TempDir private Path folder = Path.of("unset");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker: {slots: 256, drainGraceSeconds: 600}",
        "processor: {standbyReplicas: 3, terminationGracePeriodSeconds: 30}",
        "autoscaling: {enabled: true, prometheusAddress: 'http://p', minReplicas: 10}",
        "networkPolicy: {kafkaPorts: [65535]}",
      })
  void shouldTakeValuesUpToTheirLimits(String values) throws Exception {
    assertThat(Chart.render(folder, values).workloads()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker: {slots: 257}",
        "worker: {slots: 0}",
        "worker: {drainGraceSeconds: 601}",
        "worker: {replica: 2}",
        "processor: {standbyReplicas: 4}",
        "processor: {terminationGracePeriodSeconds: 29}",
        "autoscaling: {enabled: true}",
        "autoscaling: {enabled: true, prometheusAddress: 'http://p', minReplicas: 11}",
        "networkPolicy: {kafkaPorts: [65536]}",
        "settings: {ocr.kafka.bootstrap-servers: 'a:1', ocr.cache.max-pending: 5}",
        "settings: {ocr.kafka.bootstrap-servers: 'a:1', kafka.brokers: b}",
        "settings: {ocr.kafka.bootstrap-servers: 'a:1', ocr.worker.drain-grace: 5s}",
        "image: {digest: 'sha256:12'}",
        "other: 1",
      })
  void shouldRefuseWrongValues(String values) {
    assertThatThrownBy(() -> Chart.render(folder, values))
        .isInstanceOf(IllegalStateException.class);
  }
}
