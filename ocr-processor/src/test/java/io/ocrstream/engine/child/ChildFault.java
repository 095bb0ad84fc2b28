/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Faults of a process that reads hostile files, caused for real in the current process. */
enum ChildFault {
  /** A read from where nothing is mapped, in native code. */
  SEGMENTATION {
    @Override
    void happen() {
      new Pointer(Long.BYTES).getLong(0);
    }
  },
  /** A native library gives up. */
  ABORT {
    @Override
    void happen() {
      C.abort();
    }
  },
  /** A loop without end that keeps a processor busy. */
  LOOP {
    @Override
    void happen() {
      while (spins < Long.MAX_VALUE) {
        spins = spins % 1000 + 1;
      }
    }
  },
  /** A native call that does not return. */
  HANG {
    @Override
    void happen() {
      C.sleep(Integer.MAX_VALUE);
    }
  },
  /** The whole process stands still. */
  STANDSTILL {
    @Override
    void happen() {
      C.raise(SIGSTOP);
    }
  },
  /** More objects than the heap holds. */
  HEAP {
    @Override
    void happen() {
      while (spins >= 0) {
        HELD.add(new long[1 << 20]);
      }
    }
  },
  /** More native memory than the address space holds. */
  NATIVE_MEMORY {
    @Override
    void happen() {
      while (spins >= 0) {
        HELD.add(new Memory(64 << 20));
      }
    }
  },
  /** A defect of our own. */
  DEFECT {
    @Override
    void happen() {
      throw new IllegalStateException("secret text of a document");
    }
  },
  /** Libraries print to standard output. */
  CHATTER {
    @Override
    void happen() {
      System.out.println("from Java");
      System.out.flush();
      byte[] text = "from a library\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      C.write(1, text, text.length);
    }
  };

  private static final int SIGSTOP = 19;
  private static final List<Object> HELD = new ArrayList<>();

  private static volatile long spins;

  /** Returns only from what does no harm. */
  abstract void happen();

  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private static native void abort();

    private static native int sleep(int seconds);

    private static native int raise(int signal);

    private static native long write(int descriptor, byte[] bytes, long count);
  }
}
