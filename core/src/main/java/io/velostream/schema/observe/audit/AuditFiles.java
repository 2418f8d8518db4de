// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an audit log: the current one, and older ones with a number behind the name, which
 * grows with each rotation. Old files are never deleted by this library.
 */
final class AuditFiles {

  private AuditFiles() {}

  /** The files of a log in the order in which they were written, the current one last. */
  static List<Path> of(Path current) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int number = firstNumber(current); number > 0; number++) {
      Path old = numbered(current, number);
      if (!Files.exists(old)) {
        break;
      }
      files.add(old);
    }
    if (Files.exists(current)) {
      files.add(current);
    }
    return files;
  }

  /** Renames the current file to the next free number. */
  static void rotate(Path current) throws IOException {
    List<Path> files = of(current);
    int next = files.size() <= 1 ? 1 : firstNumber(current) + files.size() - 1;
    Files.move(current, numbered(current, next));
  }

  private static Path numbered(Path current, int number) {
    return current.resolveSibling(current.getFileName() + "." + number);
  }

  /** The lowest number, as old files may have been moved away; 0 without old files. */
  private static int firstNumber(Path current) throws IOException {
    Path folder = current.toAbsolutePath().getParent();
    String prefix = current.getFileName() + ".";
    if (folder == null || !Files.isDirectory(folder)) {
      return 0;
    }
    try (var names = Files.list(folder)) {
      return names
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .filter(number -> number.matches("[1-9][0-9]{0,8}"))
          .mapToInt(Integer::parseInt)
          .min()
          .orElse(0);
    }
  }
}
