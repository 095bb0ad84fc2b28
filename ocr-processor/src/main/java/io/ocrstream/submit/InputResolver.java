/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves arguments to documents: a file, a folder (all files below it in sorted order, without
 * hidden ones), or a {@code file:}, {@code https:} or {@code s3:} URI.
 *
 * <p><b>Threading:</b> one thread, one use. <b>Bounds:</b> {@link Inputs#MAX_DOCUMENTS}.
 * <b>Fails:</b> with the problems of {@link Inputs}, which name the argument as the user wrote it.
 */
public final class InputResolver {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");
  private static final int HTTPS_PORT = 443;

  private final AllowedLocations allowed = new AllowedLocations();
  private final List<Input> documents = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> textNames = new HashSet<>();

  /** The number after the last one that was tried for a name, so that equal names stay cheap. */
  private final Map<String, Integer> nextNumbers = new HashMap<>();

  private InputResolver() {}

  public static Inputs resolve(List<String> arguments) {
    InputResolver resolver = new InputResolver();
    arguments.forEach(resolver::add);
    if (resolver.documents.size() > Inputs.MAX_DOCUMENTS) {
      resolver.problems.add(
          "%d documents are too many for one run; pass at most %d"
              .formatted(resolver.documents.size(), Inputs.MAX_DOCUMENTS));
    }
    return new Inputs(resolver.documents, resolver.allowed, resolver.problems);
  }

  private void add(String argument) {
    var scheme = SCHEME.matcher(argument);
    if (!scheme.matches()) {
      addPath(argument, Path.of(argument));
      return;
    }
    try {
      addUri(argument, new URI(argument), scheme.group(1).toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      problems.add(argument + ": not a URI; encode spaces and other special characters");
    }
  }

  private void addUri(String argument, URI uri, String scheme) {
    switch (scheme) {
      case "file" -> addFileUri(argument, uri);
      case "https" -> addRemote(argument, uri, httpsAuthority(uri), allowed::addHttpsHost);
      case "s3" -> addRemote(argument, uri, uri.getAuthority(), allowed::addS3Bucket);
      default -> problems.add(argument + ": unsupported scheme; use a file:, https: or s3: URI");
    }
  }

  private void addFileUri(String argument, URI uri) {
    try {
      addPath(argument, Path.of(uri));
    } catch (IllegalArgumentException e) {
      problems.add(argument + ": not the URI of a local file; write file:///path");
    }
  }

  private static @Nullable String httpsAuthority(URI uri) {
    if (uri.getHost() == null) {
      return null;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 || uri.getPort() == HTTPS_PORT ? host : host + ":" + uri.getPort();
  }

  private void addRemote(String argument, URI uri, @Nullable String place, Consumer<String> allow) {
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/+", "");
    if (place == null || path.isEmpty()) {
      problems.add(argument + ": names no object; add a path");
      return;
    }
    allow.accept(place);
    documents.add(new Input(argument, argument, null, textName(safe(path))));
  }

  private void addPath(String argument, Path path) {
    try {
      if (Files.isDirectory(path)) {
        addFolder(argument, path.toRealPath());
      } else if (!Files.exists(path)) {
        problems.add(argument + ": the file or folder does not exist");
      } else {
        Path file = path.toRealPath();
        addFile(argument, file.getParent(), file, path.getFileName().toString());
      }
    } catch (IOException e) {
      problems.add(argument + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void addFolder(String argument, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(path -> !isHidden(folder.relativize(path)))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (files.isEmpty()) {
      problems.add(argument + ": the folder contains no files");
    }
    for (Path file : files) {
      addFile(file.toString(), folder, file, folder.relativize(file).toString());
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || isOutputs(part, relative)) {
        return true;
      }
    }
    return false;
  }

  /* Returns whether this is the folder of a document's outputs, which are not inputs. */
  private static boolean isOutputs(Path part, Path relative) {
    return part.toString().endsWith(".ocr") && !part.equals(relative.getFileName());
  }

  private void addFile(String argument, @Nullable Path root, Path file, String name) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add(argument + ": not a readable file");
      return;
    }
    if (root != null) {
      allowed.addFileRoot(root);
    }
    documents.add(new Input(name, file.toUri().toString(), file, textName(name)));
  }

  /** Removes path elements that could leave the folder of texts. */
  private static String safe(String path) {
    return Stream.of(path.split("/"))
        .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
        .reduce((a, b) -> a + "/" + b)
        .orElse("document");
  }

  /** Replaces the extension, or keeps it if {@code a.png} and {@code a.tif} would collide. */
  private String textName(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    String text = stem + ".txt";
    for (int i = nextNumbers.getOrDefault(name, 1); !textNames.add(text); i++) {
      text = i == 1 ? name + ".txt" : name + "-" + i + ".txt";
      nextNumbers.put(name, i + 1);
    }
    return text;
  }
}
