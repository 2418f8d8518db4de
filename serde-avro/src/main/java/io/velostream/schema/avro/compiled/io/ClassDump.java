// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the class files of classes made at run time to a folder, for {@code javap} and debuggers.
 * Off unless the system property {@value #PROPERTY} names a folder; the property is read once.
 *
 * <p>Safe for threads. A folder that cannot be written costs a warning and nothing else.
 */
final class ClassDump {

  /** The system property that names the folder. */
  static final String PROPERTY = "velostream.avro.dump-classes";

  /** The one that the system property asks for. */
  static final ClassDump CONFIGURED = new ClassDump(System.getProperty(PROPERTY));

  private static final Logger LOG = LoggerFactory.getLogger(ClassDump.class);

  private final @Nullable String folder;
  private final AtomicInteger written = new AtomicInteger();

  /**
   * A dump into a folder.
   *
   * @param folder is made when it is needed; null or empty for no dump
   */
  ClassDump(@Nullable String folder) {
    this.folder = folder == null || folder.isBlank() ? null : folder;
  }

  /**
   * Writes one class file, in folders as its package, with a number at the end of its name, since
   * several classes may have the same name.
   *
   * @param name the internal name of the class
   */
  void write(String name, byte[] classFile) {
    if (folder == null) {
      return;
    }
    String file = name + "-" + written.incrementAndGet() + ".class";
    try {
      Path path = Path.of(folder, file);
      Files.createDirectories(path.getParent());
      Files.write(path, classFile);
    } catch (IOException | InvalidPathException e) {
      LOG.warn("Cannot write {} to {} ({})", file, folder, PROPERTY, e);
    }
  }
}
