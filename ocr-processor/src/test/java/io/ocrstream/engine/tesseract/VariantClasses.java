/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the engine with another value of one constant, or so that it records the uses of
 * constants. The compiler copies constants into the classes that use them, so those are compiled
 * too.
 *
 * @param sources folder of the engine's sources
 */
record VariantClasses(Path sources) {
  /** Writes the classes that differ, and their sources, into {@code folder}. */
  void compile(SweptConstant constant, double value, Path folder) throws IOException {
    Path changed = sources.resolve(constant.file() + ".java");
    Pattern declaration =
        Pattern.compile("(static final \\w+ " + constant.name() + " = )[\\d._]+f?;");
    Matcher found = declaration.matcher(Files.readString(changed));
    if (!found.find()) {
      throw new IllegalArgumentException(constant.title() + " is not a number in its source");
    }
    Path written = folder.resolve("source").resolve(changed.getFileName());
    Files.createDirectories(written.getParent());
    boolean isWhole = found.group(1).contains(" int ") || found.group(1).contains(" long ");
    String suffix = found.group(1).contains(" float ") ? "f" : "";
    String number = isWhole ? Long.toString(Math.round(value)) : value + suffix;
    Files.writeString(written, found.replaceFirst("$1" + number + ";"));
    List<Path> files = new ArrayList<>(List.of(written));
    files.addAll(users(constant.name(), changed));
    compile(files, Files.createDirectories(folder.resolve("classes")));
  }

  /** Writes classes that record the uses of constants in {@link ConstantUse}. */
  void trace(List<SweptConstant> constants, Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) all.filter(VariantClasses::isSource)::iterator) {
        String source = Files.readString(file);
        String traced = source;
        for (SweptConstant constant : constants) {
          traced = traced(traced, constant, file);
        }
        if (!traced.equals(source)) {
          Path copy = folder.resolve("source").resolve(sources.relativize(file));
          Files.createDirectories(copy.getParent());
          written.add(Files.writeString(copy, traced));
        }
      }
    }
    compile(written, Files.createDirectories(folder.resolve("classes")));
  }

  private String traced(String source, SweptConstant constant, Path file) {
    Path declaring = Path.of(constant.file() + ".java");
    String owner = declaring.getFileName().toString().replace(".java", "");
    // Not the declaration, whose type stands before the name, and not the name in Javadoc.
    String use =
        sources.relativize(file).equals(declaring)
            ? "(?<![\\w.#\"])(?<!(int|long|float|double) )" + constant.name()
            : "(?<![\\w.#\"])" + owner + "\\." + constant.name();
    String call = ConstantUse.class.getName() + ".of(\"" + constant.title() + "\", $0)";
    return source.replaceAll(use + "\\b", call);
  }

  private List<Path> users(String name, Path declaring) throws IOException {
    List<Path> users = new ArrayList<>();
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) all.filter(VariantClasses::isSource)::iterator) {
        if (!file.equals(declaring) && Files.readString(file).contains(name)) {
          users.add(file);
        }
      }
    }
    return users;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java");
  }

  private static void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-nowarn",
            "-parameters");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new IllegalStateException("cannot compile " + files);
      }
    }
  }
}
