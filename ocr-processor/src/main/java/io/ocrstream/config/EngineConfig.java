/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.TextLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the OCR engine. */
public interface EngineConfig {
  @Doc(
      "Where files are decoded and read: `process` (in child processes) or `in-process`"
          + " (in the worker, for tests only, because a hostile file may crash it).")
  @Default("process")
  Isolation isolation();

  @Doc(
      "Whether the kernel denies child processes all files but their own, the network,"
          + " other processes and the start of programs: `auto` (as far as the kernel supports"
          + " it; a warning and `ocr_engine_sandbox` report what is missing), `required` (the"
          + " worker does not start without it) or `off`. It needs Linux 5.13 or later with"
          + " Landlock and seccomp, on x86_64 or aarch64, and no privileges.")
  @Default("auto")
  Sandbox sandbox();

  @Doc("The child processes that read files, one for each document that is read in parallel.")
  Child child();

  @Doc(
      "Engine of events that set none: `auto` (the better reading of both engines, page"
          + " by page), `tesseract` or `onnx`.")
  @Default("auto")
  EngineName name();

  @Doc(
      "Effort of `auto` for a page: `fast` (Tesseract only), `balanced` (a second"
          + " reading if the first is doubtful) or `best` (always both). It is part of the"
          + " cache key: use the same value for processors and workers.")
  @Default("balanced")
  Effort effort();

  @Doc("Use of the text layer of a PDF: `auto` (where the text is sound), `force` or `never`.")
  @Default("auto")
  TextLayer textLayer();

  @Doc("Languages of events that set none, the main language first.")
  @Default("eng")
  List<String> languages();

  @Doc(
      "Folder of additional `<language>.traineddata` models. They take precedence over"
          + " the bundled models.")
  Optional<Path> modelsDir();

  @Doc(
      "Folder that native libraries and bundled models are unpacked to. It must belong"
          + " to this user only and is created (0700) if it is missing.")
  @Default("${java.io.tmpdir}/ocr-${user.name}/engine")
  Path installDir();

  @Doc("Maximum number of pages of one document.")
  @Default("500")
  @Range(min = "1", max = "10000")
  int maxPages();

  @Doc("Maximum number of pixels of a page. Use the same value for processors and workers.")
  @Default("100000000")
  @Range(min = "10000", max = "1000000000")
  int maxPixels();

  @Doc(
      "Longest edge of a page, in pixels; the limit of Tesseract is 32767. Use the same"
          + " value for processors and workers.")
  @Default("32000")
  @Range(min = "100", max = "32767")
  int maxEdge();

  @Doc(
      "Resolution at which PDF pages are rendered, in dots per inch. It is part of the"
          + " cache key: use the same value for processors and workers.")
  @Default("300")
  @Range(min = "72", max = "600")
  int pdfDpi();

  @Doc("Maximum duration of reading one page.")
  @Default("2m")
  @Range(min = "1s", max = "1h")
  Duration pageTimeout();

  @Doc("Number of pages after which a Tesseract handle is replaced, because its memory grows.")
  @Default("200")
  @Range(min = "1", max = "100000")
  int recyclePages();

  @Doc("The second engine, if its runtime and models are on the class path.")
  Onnx onnx();

  /** Tells in which process files are decoded and read. */
  enum Isolation {
    /** In child processes, so that a file that crashes one affects nothing else. */
    PROCESS,
    /** In the worker's process, for tests and for measuring the cost of isolation. */
    IN_PROCESS
  }

  /** Tells how far the kernel restricts the processes that read files. */
  enum Sandbox {
    /** All restrictions that the kernel supports. */
    AUTO,
    /** All restrictions; the worker does not start without them. */
    REQUIRED,
    /** No restriction. */
    OFF
  }

  /** Tells how much time the engine {@code auto} spends on a page. */
  enum Effort {
    /** One reading, by Tesseract. */
    FAST,
    /** A second reading if the first is doubtful. */
    BALANCED,
    /** Two readings of every page. */
    BEST
  }

  /** Settings of the second engine. */
  interface Onnx {
    @Doc(
        "Folder of further model sets, each a folder with its `models.properties` (`ocr models"
            + " add` makes them). They take precedence over the bundled PP-OCR models.")
    Optional<Path> modelsDir();

    @Doc("Number of threads that read one page.")
    @Default("1")
    @Range(min = "1", max = "64")
    int threads();
  }

  /** Settings of the child processes. */
  interface Child {
    @Doc("Maximum Java heap of each child process.")
    @Default("1GiB")
    @Range(min = "64MiB", max = "64GiB")
    DataSize heap();

    @Doc(
        "Maximum address space of each child process: heap, code, models and native"
            + " memory, whether used or only reserved. Enforced on Linux only.")
    @Default("6GiB")
    @Range(min = "1GiB", max = "1024GiB")
    DataSize addressSpace();

    @Doc("Number of pages after which a child process is replaced.")
    @Default("2000")
    @Range(min = "1", max = "1000000")
    int lifePages();

    @Doc(
        "How far the resident memory of a child process may grow after its start before it is"
            + " replaced. Checked between pages, on Linux only.")
    @Default("768MiB")
    @Range(min = "1MiB", max = "1024GiB")
    DataSize maxGrowth();

    @Doc("How long a busy child process may send no heartbeat before it is killed.")
    @Default("20s")
    @Range(min = "1s", max = "10m")
    Duration stallTimeout();

    @Doc(
        "Timeout of the start of a child process, which takes about one second on an idle"
            + " machine.")
    @Default("2m")
    @Range(min = "1s", max = "10m")
    Duration startTimeout();

    @Doc("Number of idle child processes that are ready to replace one that was killed or retired.")
    @Default("1")
    @Range(min = "0", max = "64")
    int spares();
  }
}
