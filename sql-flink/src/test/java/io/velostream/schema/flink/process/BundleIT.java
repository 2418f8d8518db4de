// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the one jar for Flink's folder {@code lib}, beside Flink's own Avro. */
class BundleIT {

  private static final Path BUNDLE = Path.of(System.getProperty("sql.bundle"));

  @TempDir private Path folder;

  @Test
  void readersOfTransactionsSeeEachOrderOnce() throws Exception {
    ExactlyOnce.check(folder, FlinkProcess.ofBundle(BUNDLE));
  }

  @Test
  void noClassOfAnotherLibraryIsSeenByOthers() throws Exception {
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE", "io/velostream/shaded/avro/Schema.class")
          .filteredOn(each -> each.endsWith(".class"))
          .allMatch(each -> each.startsWith("io/velostream/"));
    }
  }
}
