/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Settings;
import io.ocrstream.doctor.Doctor;
import io.ocrstream.doctor.Finding;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Checks what the roles need. Exit codes: 0 nothing fails, though there may be warnings; 2 wrong
 * usage or settings; 3 a check failed.
 */
@Command(
    name = "doctor",
    description = "Check what the roles need on this machine, and print what to do",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr doctor --config ocr.properties",
      "  ocr doctor --worker --json | jq 'select(.level != \"ok\")'",
      "",
      "Exit code: 0 no check failed, 2 wrong usage or settings, 3 a check failed"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--processor", description = "Check only what a processor needs")
  private boolean processor;

  @Option(names = "--worker", description = "Check only what a worker needs")
  private boolean worker;

  @Option(names = "--gateway", description = "Check only what a gateway needs")
  private boolean gateway;

  @Option(names = "--json", description = "Print one JSON object per check")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.load().settings();
    List<Finding> findings = new Doctor(settings, roles(settings)).examine();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(json ? ToolRun.json(finding) : line(finding)));
    out.flush();
    boolean isHealthy = findings.stream().noneMatch(f -> f.level() == Finding.Level.FAIL);
    return (isHealthy ? ExitCode.DONE : ExitCode.BROKEN).code();
  }

  /* Without options, all roles that the settings describe. */
  private Set<Doctor.Role> roles(Settings settings) {
    boolean isOpen = !processor && !worker && !gateway;
    Set<Doctor.Role> roles = EnumSet.noneOf(Doctor.Role.class);
    if (isOpen || processor) {
      roles.add(Doctor.Role.PROCESSOR);
    }
    if (isOpen || worker) {
      roles.add(Doctor.Role.WORKER);
    }
    if (gateway || (isOpen && settings.gateway().location().isPresent())) {
      roles.add(Doctor.Role.GATEWAY);
    }
    return roles;
  }

  private static String line(Finding finding) {
    return "%-4s  %-24s  %s"
        .formatted(finding.level().jsonName(), finding.check(), finding.message());
  }
}
