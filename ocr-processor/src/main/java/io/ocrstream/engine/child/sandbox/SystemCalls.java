/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers of Linux system calls on x86_64 and aarch64; a dash if a call does not exist. Calls that
 * no engine needs are denied. Remaining calls are for files, which Landlock restricts, memory,
 * threads and time.
 */
final class SystemCalls {
  /**
   * The last number in Linux 6.10, on both architectures. Later calls fail with ENOSYS as on an
   * older kernel, and programs fall back to others.
   */
  static final int LAST_KNOWN = 462;

  private static final String NONE = "-";

  private static final String REFUSED =
      """
          # Other processes: their memory, their signals, how they run.
          ptrace              101  117
          process_vm_readv    310  270
          process_vm_writev   311  271
          process_madvise     440  440
          kcmp                312  272
          pidfd_open          434  434
          pidfd_getfd         438  438
          pidfd_send_signal   424  424
          rt_sigqueueinfo     129  138
          rt_tgsigqueueinfo   297  240
          tkill               200  130
          setpriority         141  140
          ioprio_set          251   30
          migrate_pages       256  238
          move_pages          279  239
          sched_setscheduler  144  119
          sched_setparam      142  118
          sched_setattr       314  274

          # New programs and processes.
          execve               59  221
          execveat            322  281
          fork                 57    -
          vfork                58    -

          # The network, and calls that go round this filter.
          socket               41  198
          connect              42  203
          bind                 49  200
          listen               50  201
          io_uring_setup      425  425
          io_uring_enter      426  426
          io_uring_register   427  427

          # Memory and messages shared with other processes.
          shmget               29  194
          shmat                30  196
          shmctl               31  195
          semget               64  190
          semop                65  193
          semtimedop          220  192
          semctl               66  191
          msgget               68  186
          msgsnd               69  189
          msgrcv               70  188
          msgctl               71  187
          mq_open             240  180
          mq_unlink           241  181

          # Files by name, where Landlock has no say: it keeps reading, writing, making and removing.
          truncate             76   45
          chmod                90    -
          fchmod               91   52
          fchmodat            268   53
          fchmodat2           452  452
          chown                92    -
          lchown               94    -
          fchown               93   55
          fchownat            260   54
          utime               132    -
          utimes              235    -
          futimesat           261    -
          utimensat           280   88
          setxattr            188    5
          lsetxattr           189    6
          fsetxattr           190    7
          removexattr         197   14
          lremovexattr        198   15
          fremovexattr        199   16
          mknod               133    -
          mknodat             259   33
          name_to_handle_at   303  264
          open_by_handle_at   304  265

          # What is mounted where.
          mount               165   40
          umount2             166   39
          pivot_root          155   41
          chroot              161   51
          unshare             272   97
          setns               308  268
          open_tree           428  428
          move_mount          429  429
          fsopen              430  430
          fsconfig            431  431
          fsmount             432  432
          fspick              433  433
          mount_setattr       442  442
          statmount           457  457
          listmount           458  458
          quotactl            179   60
          quotactl_fd         443  443
          swapon              167  224
          swapoff             168  225

          # The machine and its kernel.
          bpf                 321  280
          perf_event_open     298  241
          userfaultfd         323  282
          add_key             248  217
          request_key         249  218
          keyctl              250  219
          kexec_load          246  104
          kexec_file_load     320  294
          init_module         175  105
          finit_module        313  273
          delete_module       176  106
          reboot              169  142
          acct                163   89
          syslog              103  116
          settimeofday        164  170
          clock_settime       227  112
          clock_adjtime       305  266
          adjtimex            159  171
          sethostname         170  161
          setdomainname       171  162
          iopl                172    -
          ioperm              173    -
          personality         135   92
          """;

  /** Calls that the filter handles individually. */
  private static final String OTHERS =
      """
          clone                56  220
          clone3              435  435
          kill                 62  129
          tgkill              234  131
          prlimit64           302  261
          socketpair           53  199
          seccomp             317  277
          """;

  private static final Map<CpuKind, Map<String, Integer>> NAMED = new EnumMap<>(CpuKind.class);

  static {
    for (CpuKind machine : CpuKind.values()) {
      NAMED.put(machine, read(OTHERS, machine));
    }
  }

  private SystemCalls() {}

  /** Returns the denied numbers by name. */
  static Map<String, Integer> refused(CpuKind machine) {
    return read(REFUSED, machine);
  }

  /** Returns the number of a call that the filter handles individually. */
  static int number(String name, CpuKind machine) {
    return Objects.requireNonNull(Objects.requireNonNull(NAMED.get(machine)).get(name));
  }

  private static Map<String, Integer> read(String table, CpuKind machine) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String line : table.lines().filter(line -> !line.isBlank()).toList()) {
      String[] columns = line.split(" +", -1);
      String number = columns[machine.column()];
      if (!line.startsWith("#") && !number.equals(NONE)) {
        numbers.put(columns[0], Integer.valueOf(number));
      }
    }
    return numbers;
  }
}
