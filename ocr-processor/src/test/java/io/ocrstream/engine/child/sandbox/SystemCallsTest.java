/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SystemCallsTest {
  private static final List<String> ASKED_FOR =
      List.of("clone", "clone3", "kill", "tgkill", "prlimit64", "socketpair", "seccomp");

  private static final Pattern DEFINITION =
      Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)");

  @ParameterizedTest
  @EnumSource
  void shouldRefuseNothingThatIsLookedInto(CpuKind machine) {
    assertThat(SystemCalls.refused(machine).values())
        .doesNotHaveDuplicates()
        .allMatch(number -> number <= SystemCalls.LAST_KNOWN)
        .doesNotContainAnyElementsOf(
            ASKED_FOR.stream().map(name -> SystemCalls.number(name, machine)).toList());
  }

  @Test
  void shouldHaveOtherNumbersOnEachMachine() {
    assertThat(SystemCalls.refused(CpuKind.X86_64)).containsEntry("fork", 57);
    assertThat(SystemCalls.refused(CpuKind.AARCH64))
        .doesNotContainKey("fork")
        .containsEntry("execve", 221);
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64, /usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "AARCH64, /usr/include/asm-generic/unistd.h"
  })
  void shouldHaveTheNumbersOfTheKernelsHeaders(CpuKind machine, Path header) throws IOException {
    assumeTrue(Files.exists(header), "the kernel's headers are not installed");
    Map<String, Integer> defined = new HashMap<>();
    for (MatchResult match : DEFINITION.matcher(Files.readString(header)).results().toList()) {
      defined.put(match.group(1), Integer.valueOf(match.group(2)));
    }
    Map<String, Integer> ours = new HashMap<>(SystemCalls.refused(machine));
    ASKED_FOR.forEach(name -> ours.put(name, SystemCalls.number(name, machine)));
    // An older header does not define the latest system calls.
    ours.keySet().retainAll(defined.keySet());
    assertThat(ours).hasSizeGreaterThan(80);
    assertThat(defined).containsAllEntriesOf(ours);
  }
}
