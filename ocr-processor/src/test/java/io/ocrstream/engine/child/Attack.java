/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The actions that a malicious file may try once it controls the engine process. Each returns where
 * it succeeds. Native calls are made directly, as injected code would.
 */
enum Attack {
  /** Reads the list of the machine's users. */
  READ_SYSTEM_FILE {
    @Override
    void run(String target) throws IOException {
      Files.readString(Path.of("/etc/passwd"));
    }
  },
  /** Reads another document, or its text. */
  READ_OTHER_DOCUMENT {
    @Override
    void run(String target) throws IOException {
      Files.readString(Path.of(target));
    }
  },
  /** Lists other documents. */
  LIST_OTHER_FOLDER {
    @Override
    void run(String target) throws IOException {
      Files.newDirectoryStream(parentOf(target)).close();
    }
  },
  /** Writes to another file of the same user. */
  WRITE_OUTSIDE {
    @Override
    void run(String target) throws IOException {
      Files.writeString(Path.of(target), "forged");
    }
  },
  /** Creates a file in another folder. */
  CREATE_OUTSIDE {
    @Override
    void run(String target) throws IOException {
      Files.createFile(Path.of(target + ".new"));
    }
  },
  /** Deletes a file of other work. */
  DELETE_OUTSIDE {
    @Override
    void run(String target) throws IOException {
      Files.delete(Path.of(target));
    }
  },
  /** Makes another file readable by everyone. */
  CHANGE_RIGHTS {
    @Override
    void run(String target) throws IOException {
      check(C.chmod(target, 0666));
    }
  },
  /** Empties another file without opening it. */
  CUT_OUTSIDE {
    @Override
    void run(String target) throws IOException {
      check(C.truncate(target, 0));
    }
  },
  /** Makes another file accessible under a name in the own folder. */
  LINK_TO_OUTSIDE {
    @Override
    void run(String target) throws IOException {
      Path link = Path.of(System.getProperty("java.io.tmpdir"), "link");
      Files.readString(Files.createLink(link, Path.of(target)));
    }
  },
  /** Changes the document being read, which others read too. */
  CHANGE_DOCUMENT {
    @Override
    void run(String target) throws IOException {
      Files.writeString(Path.of(DOCUMENT.get()), "forged", StandardOpenOption.APPEND);
    }
  },
  /** Replaces a library that the next process loads. */
  WRITE_NATIVES {
    @Override
    void run(String target) throws IOException {
      Path installed = Path.of("target", "engine").toAbsolutePath();
      Files.delete(Files.createFile(installed.resolve("attack-" + ProcessHandle.current().pid())));
    }
  },
  /** Loads a library from another folder. */
  LOAD_LIBRARY {
    @Override
    void run(String target) {
      System.load(target + ".so");
    }
  },
  /** Connects to Kafka, Redis, or a cloud's metadata address. */
  CONNECT {
    @Override
    void run(String target) throws IOException {
      new Socket(InetAddress.getLoopbackAddress(), port(target)).close();
    }
  },
  /** Listens on a port, to let others in. */
  LISTEN {
    @Override
    void run(String target) throws IOException {
      new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
    }
  },
  /** Sends a datagram, which is rarely monitored. */
  SEND_DATAGRAM {
    @Override
    void run(String target) throws IOException {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(
            new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port(target)));
      }
    }
  },
  /** Connects to a daemon of this machine, such as Docker's. */
  CONNECT_UNIX_SOCKET {
    @Override
    void run(String target) throws IOException {
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(target + ".s"));
      }
    }
  },
  /** Opens the interface of the kernel's network configuration. */
  OPEN_NETLINK_SOCKET {
    @Override
    void run(String target) throws IOException {
      check(C.socket(16, 3, 0));
    }
  },
  /** Starts a shell. */
  RUN_PROGRAM {
    @Override
    void run(String target) throws IOException {
      new ProcessBuilder("/bin/sh", "-c", "true").start().destroy();
    }
  },
  /** Replaces the process by another program. */
  BECOME_PROGRAM {
    @Override
    void run(String target) throws IOException {
      check(C.execv("/bin/true", new StringArray(new String[] {"true"})));
    }
  },
  /** Reads the worker's environment, which may have passwords. */
  READ_PARENT_ENVIRONMENT {
    @Override
    void run(String target) throws IOException {
      Files.readAllBytes(Path.of("/proc/" + parent() + "/environ"));
    }
  },
  /** Reads the worker's memory, which has keys. */
  READ_PARENT_MEMORY(true) {
    @Override
    void run(String target) throws IOException {
      Files.newByteChannel(Path.of("/proc/" + parent() + "/mem")).close();
    }
  },
  /** Attaches to the worker as a debugger. The worker continues until this thread ends. */
  TRACE_PARENT(true) {
    @Override
    void run(String target) throws IOException {
      check(C.ptrace(0x4206, parent(), Pointer.NULL, Pointer.NULL));
    }
  },
  /** Tests whether it may signal the worker. Signal 0 does nothing. */
  KILL_PARENT {
    @Override
    void run(String target) throws IOException {
      check(C.kill(parent(), 0));
    }
  },
  /** Creates a new name space, the first step of many escapes. */
  UNSHARE(true) {
    @Override
    void run(String target) throws IOException {
      check(C.unshare(0x20000));
    }
  },
  /** Mounts a file system. The kernel knows none of that name. */
  MOUNT(true) {
    @Override
    void run(String target) throws IOException {
      check(C.mount("none", target + ".folder", "no-such-type", 0, Pointer.NULL));
    }
  },
  /** Creates memory that other processes can attach. */
  SHARE_MEMORY {
    @Override
    void run(String target) throws IOException {
      int segment = C.shmget(0, 4096, 0600);
      check(segment);
      C.shmctl(segment, 0, Pointer.NULL);
    }
  };

  /** Path of the document being read, as this process knows it. */
  static final ThreadLocal<String> DOCUMENT = new ThreadLocal<>();

  private final boolean privileged;

  Attack() {
    this(false);
  }

  Attack(boolean privileged) {
    this.privileged = privileged;
  }

  /**
   * Performs the attack.
   *
   * @param target a file of the worker that contains a port; beside it are {@code .so}, a library,
   *     {@code .s}, a listening socket, and {@code .folder}
   */
  abstract void run(String target) throws IOException;

  /** Returns whether the system may refuse it to an unprivileged user even without a sandbox. */
  boolean isPrivileged() {
    return privileged;
  }

  private static Path parentOf(String target) {
    return Path.of(target).resolveSibling("");
  }

  private static int port(String target) {
    return Integer.parseInt(target.substring(target.lastIndexOf('-') + 1));
  }

  private static int parent() {
    return C.getppid();
  }

  private static void check(long outcome) throws IOException {
    if (outcome < 0) {
      throw new IOException("error " + Native.getLastError());
    }
  }

  private static final class C {
    static {
      Native.register(C.class, NativeLibrary.getProcess());
    }

    private static native int getppid();

    private static native int chmod(String path, int mode);

    private static native int truncate(String path, long length);

    private static native int socket(int family, int type, int protocol);

    private static native int execv(String path, Pointer arguments);

    private static native long ptrace(long request, long pid, Pointer address, Pointer data);

    private static native int kill(int pid, int signal);

    private static native int unshare(int flags);

    private static native int mount(
        String source, String target, String type, long flags, Pointer data);

    private static native int shmget(int key, long size, int flags);

    private static native int shmctl(int id, int command, Pointer buffer);
  }
}
