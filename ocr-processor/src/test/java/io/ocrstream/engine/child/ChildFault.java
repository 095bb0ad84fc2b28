/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Faults of a process that reads hostile files, caused for real in the current process. */
enum ChildFault {
  /** Native code reads unmapped memory. */
  SEGMENTATION {
    @Override
    void happen() {
      new Pointer(Long.BYTES).getLong(0);
    }
  },
  /** A native library aborts. */
  ABORT {
    @Override
    void happen() {
      C.abort();
    }
  },
  /** An endless loop keeps a processor busy. */
  LOOP {
    @Override
    void happen() {
      while (spins < Long.MAX_VALUE) {
        spins = spins % 1000 + 1;
      }
    }
  },
  /** A native call does not return. */
  HANG {
    @Override
    void happen() {
      C.sleep(Integer.MAX_VALUE);
    }
  },
  /** The whole process is stopped. */
  STANDSTILL {
    @Override
    void happen() {
      C.raise(SIGSTOP);
    }
  },
  /** The process allocates more objects than the heap can hold. */
  HEAP {
    @Override
    void happen() {
      while (spins >= 0) {
        HELD.add(new long[1 << 20]);
      }
    }
  },
  /** The process allocates more native memory than the address space allows. */
  NATIVE_MEMORY {
    @Override
    void happen() {
      while (spins >= 0) {
        HELD.add(new Memory(64 << 20));
      }
    }
  },
  /** Our own code throws. */
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

  /** Causes the fault. Returns only if the fault is harmless. */
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
