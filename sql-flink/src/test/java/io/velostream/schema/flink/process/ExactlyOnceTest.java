// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the clients that Flink's connector brings; {@link BundleIT} does the same in each build. */
@Tag("matrix")
class ExactlyOnceTest {

  @TempDir private Path folder;

  @Test
  void readersOfTransactionsSeeEachOrderOnce() throws Exception {
    ExactlyOnce.check(folder, FlinkProcess.ofModules());
  }
}
