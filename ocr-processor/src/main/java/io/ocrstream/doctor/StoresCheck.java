/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.config.Settings;
import io.ocrstream.content.Content;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.s3.S3Probe;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks every store that documents are read from or outputs written to. */
final class StoresCheck {
  /** Error codes of S3 for wrong credentials. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "InvalidClientTokenId");

  /** Problems of one object only: the host answered. */
  private static final Set<FailureCode> ANSWERED =
      Set.of(FailureCode.NOT_FOUND, FailureCode.ACCESS_DENIED, FailureCode.FETCH_REFUSED);

  private final Settings settings;
  private final Set<Doctor.Role> roles;
  private final List<Finding> findings = new ArrayList<>();

  private StoresCheck(Settings settings, Set<Doctor.Role> roles) {
    this.settings = settings;
    this.roles = roles;
  }

  static List<Finding> of(Settings settings, Set<Doctor.Role> roles) throws IOException {
    StoresCheck check = new StoresCheck(settings, roles);
    check.folders();
    check.buckets();
    check.hosts();
    return check.findings;
  }

  private void folders() {
    for (Path root : settings.content().fileRoots().orElse(List.of())) {
      findings.add(
          Files.isDirectory(root) && Files.isReadable(root) && Files.isExecutable(root)
              ? Finding.ok("folder " + root, "documents can be read")
              : Finding.fail(
                  "folder " + root,
                  "is not a readable folder; create it, grant access, or correct"
                      + " ocr.content.file-roots"));
    }
    for (Path root : settings.outputs().fileRoots().orElse(List.of())) {
      findings.add(
          Files.isDirectory(root) && Files.isWritable(root)
              ? Finding.ok("folder " + root, "outputs can be written")
              : Finding.fail(
                  "folder " + root,
                  "is not a writable folder; create it, grant access, or correct"
                      + " ocr.outputs.file-roots"));
    }
  }

  private void buckets() throws IOException {
    Set<String> buckets = new LinkedHashSet<>(settings.content().s3Buckets().orElse(List.of()));
    buckets.addAll(settings.outputs().s3Buckets().orElse(List.of()));
    if (buckets.isEmpty()) {
      return;
    }
    boolean hasClock = false;
    try (S3Probe probe =
        S3Probe.open(settings.content(), TrustStore.load(settings.content().caFile()))) {
      for (String bucket : buckets) {
        S3Probe.Reply reply = probe.ask(bucket);
        findings.add(bucket("bucket " + bucket, reply));
        if (!hasClock && reply.clock().isPresent()) {
          hasClock = true;
          findings.add(ClockCheck.of("s3 clock", reply.clock().get(), Clock.systemUTC()));
        }
      }
      writing(probe);
    }
  }

  private void writing(S3Probe probe) {
    if (roles.contains(Doctor.Role.WORKER)) {
      String location = settings.outputs().location();
      if (location.equals("beside")) {
        settings.outputs().s3Buckets().orElse(List.of()).stream()
            .map(bucket -> "s3://" + bucket)
            .forEach(bucket -> writing("outputs", bucket, probe));
      } else {
        writing("outputs", location, probe);
      }
    }
    if (roles.contains(Doctor.Role.GATEWAY)) {
      settings.gateway().location().ifPresent(place -> writing("uploads", place, probe));
    }
  }

  /* Rights may be limited to the prefix of the location. */
  private void writing(String what, String location, S3Probe probe) {
    if (location.startsWith("s3:")) {
      String[] parts = (location.endsWith("/") ? location : location + "/").split("/", 4);
      S3Probe.Reply reply = probe.askToWrite(parts[2], parts[3]);
      findings.add(writing("%s in %s".formatted(what, parts[2]), reply));
    }
  }

  static Finding writing(String check, S3Probe.Reply reply) {
    String code = reply.code();
    if (code.equals(S3Probe.MAY_WRITE)) {
      return Finding.ok(check, "can be written");
    }
    return code.equals("AccessDenied")
        ? Finding.fail(check, "may not be written (AccessDenied); grant s3:PutObject")
        : bucket(check, reply);
  }

  static Finding bucket(String check, S3Probe.Reply reply) {
    String code = reply.code();
    if (code.equals("NoSuchKey")) {
      return Finding.ok(check, "answers; reading an object was not tried");
    }
    if (code.equals("NoSuchBucket")) {
      return Finding.fail(
          check,
          "does not exist; create it, or correct ocr.content.s3-buckets or ocr.outputs.s3-buckets");
    }
    if (code.equals("AccessDenied")) {
      return Finding.warn(
          check,
          "answers, but denies access (AccessDenied), as S3 also does for a missing object; grant"
              + " s3:GetObject, and s3:ListBucket to tell the two apart");
    }
    if (CREDENTIALS.contains(code)) {
      return Finding.fail(
          check,
          "refuses the credentials (%s); correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                  .formatted(code)
              + " the role of this machine");
    }
    return Finding.fail(
        check,
        reply.message()
            + (code.isEmpty() ? "" : " (" + code + ")")
            + "; check ocr.content.s3-endpoint, ocr.content.s3-region and the credentials");
  }

  private void hosts() throws IOException {
    List<String> hosts = settings.content().httpsHosts().orElse(List.of());
    if (hosts.isEmpty()) {
      return;
    }
    try (Content content = ContentStores.open(settings.content(), settings.worker().workDir())) {
      for (String host : hosts) {
        findings.add(host(content, host));
      }
    }
  }

  private static Finding host(Content content, String host) {
    Optional<Problem> problem =
        content.inspect(new Location("https://" + host + "/", null)).problem();
    return problem
        .filter(p -> !ANSWERED.contains(p.code()))
        .map(
            p ->
                Finding.fail(
                    "host " + host,
                    p.message()
                        + "; check the name, ocr.content.https-private and ocr.content.ca-file"))
        .orElseGet(() -> Finding.ok("host " + host, "answers"));
  }
}
