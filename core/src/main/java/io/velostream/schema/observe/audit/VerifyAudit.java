// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an audit log: {@code java -cp … io.velostream.schema.observe.audit.VerifyAudit PATH}.
 * Prints one line, {@code OK lines=… files=…} or {@code FAILED …} with file and line, and exits
 * with 0 or 1.
 *
 * <p>A changed, removed, added or moved line is found, except for lines missing at the end of the
 * newest file, or at the start of the oldest one: compare the printed digest of the last line with
 * one that was noted before.
 */
public final class VerifyAudit {

  private VerifyAudit() {}

  /** Verifies the log at the path that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: VerifyAudit PATH, where PATH is the value of audit.path");
      System.exit(2);
    }
    System.exit(run(Path.of(arguments[0]), System.out));
  }

  /**
   * Verifies a log, and prints one line.
   *
   * @param path the value of {@code audit.path}
   * @return the exit status, 0 or 1
   * @throws IOException if the log cannot be read
   */
  public static int run(Path path, PrintStream out) throws IOException {
    List<Path> files = AuditFiles.of(path);
    if (files.isEmpty()) {
      out.println("FAILED there is no audit log at " + path);
      return 1;
    }
    @Nullable String digest = null;
    long lines = 0;
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          if (!isNext(digest, line, files.get(0).equals(path))) {
            out.println(
                "FAILED "
                    + file
                    + " line "
                    + number
                    + ": it was changed, or lines before it were changed, removed or added");
            return 1;
          }
          digest = AuditChain.digestOf(line);
          lines++;
        }
      }
    }
    out.println("OK lines=" + lines + " files=" + files.size() + " digest=" + digest);
    return 0;
  }

  /** Older files may have been moved away; then the first line that is left starts the chain. */
  private static boolean isNext(@Nullable String digest, String line, boolean isComplete) {
    if (digest != null) {
      return AuditChain.follows(digest, line);
    }
    return AuditChain.follows(AuditChain.START, line)
        || (!isComplete && AuditChain.digestOf(line) != null);
  }
}
