// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Class files of jars and folders, by internal name. Not loaded, but read. */
final class ClassFiles {

  private final Map<String, ClassNode> classes = new LinkedHashMap<>();

  /** Those of jars or folders. */
  static ClassFiles of(Iterable<Path> places) {
    ClassFiles files = new ClassFiles();
    for (Path place : places) {
      try {
        files.add(place);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the classes of " + place, e);
      }
    }
    return files;
  }

  private void add(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      addAll(place);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        addAll(jar.getPath("/"));
      }
    }
  }

  private void addAll(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : (Iterable<Path>) found.filter(ClassFiles::isClass)::iterator) {
        ClassNode read = read(Files.readAllBytes(file));
        classes.putIfAbsent(read.name, read);
      }
    }
  }

  private static boolean isClass(Path file) {
    String name = file.toString();
    return name.endsWith(".class")
        && !name.contains("META-INF")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  private static ClassNode read(byte[] bytes) {
    ClassNode read = new ClassNode(Opcodes.ASM9);
    new ClassReader(bytes).accept(read, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return read;
  }

  /** One of the JDK; null when it has none of this name. */
  static ClassNode ofPlatform(String name) {
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
      return in == null ? null : read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class " + name, e);
    }
  }

  /** One of these; null when there is none of this name. */
  ClassNode get(String name) {
    return classes.get(name);
  }

  Iterable<ClassNode> all() {
    return classes.values();
  }
}
