/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds native libraries and models, which are files inside jars, to a bill of materials in
 * CycloneDX form, and checks that it names every jar.
 */
final class BillOfMaterials {
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dylib|dll|jnilib)(\\.\\d+)*");
  private static final Pattern MODEL = Pattern.compile(".*\\.(traineddata|onnx|ort)");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode bom;
  private final ArrayNode components;

  private BillOfMaterials(ObjectNode bom) {
    this.bom = bom;
    this.components = bom.withArrayProperty("components");
  }

  /**
   * Completes the bill in {@code file}.
   *
   * @param jars the folder of all jars
   * @throws IOException if a jar is not named in the bill, or a file cannot be read
   */
  static void complete(Path file, Path jars) throws IOException {
    BillOfMaterials bill = new BillOfMaterials((ObjectNode) MAPPER.readTree(file.toFile()));
    List<Path> all;
    try (Stream<Path> listed = Files.list(jars)) {
      all = listed.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
    bill.requireAll(all);
    for (Path jar : all) {
      bill.addContents(jar);
    }
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), bill.bom);
  }

  private void requireAll(List<Path> jars) throws IOException {
    Set<String> named = new HashSet<>();
    named.add(jarName(bom.path("metadata").path("component")));
    components.forEach(component -> named.add(jarName(component)));
    Set<String> missing = new TreeSet<>();
    jars.forEach(jar -> missing.add(jar.getFileName().toString()));
    missing.removeAll(named);
    // The program's own jar has no version in its name, for the launcher.
    missing.remove("ocr-standalone.jar");
    if (!missing.isEmpty()) {
      throw new IOException("the bill of materials lacks " + missing);
    }
  }

  /**
   * Returns the name of a component's jar. Its package URL has the form {@code
   * pkg:maven/group/name@version?classifier=c&type=jar}.
   */
  private static String jarName(JsonNode component) {
    Pattern purl = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\??(.*)");
    var parts = purl.matcher(component.path("purl").asText());
    if (!parts.matches()) {
      return "";
    }
    var classifier = Pattern.compile("classifier=([^&]+)").matcher(parts.group(3));
    return "%s-%s%s.jar"
        .formatted(
            parts.group(1), parts.group(2), classifier.find() ? "-" + classifier.group(1) : "");
  }

  private void addContents(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        boolean isModel = MODEL.matcher(entry.getName()).matches();
        if (isModel || NATIVE.matcher(entry.getName()).matches()) {
          add(
              isModel ? "machine-learning-model" : "library",
              entry.getName(),
              jar,
              hash(file, entry));
        }
      }
    }
  }

  private void add(String type, String path, Path jar, String sha256) {
    ObjectNode component = components.addObject();
    component.put("type", type);
    component.put("name", path.substring(path.lastIndexOf('/') + 1));
    component.put("bom-ref", jar.getFileName() + "!/" + path);
    component.put("description", "In " + jar.getFileName());
    component.withArrayProperty("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
  }

  private static String hash(JarFile file, JarEntry entry) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(file.getInputStream(entry), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
