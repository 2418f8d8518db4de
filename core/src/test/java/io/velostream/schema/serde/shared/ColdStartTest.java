// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ColdStartTest {

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void leavesNoThreadBehindAndBeginsOnceInAJvm() throws Exception {
    TlsWarmUp.start();
    for (Thread thread : threads()) {
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getContextClassLoader()).isSameAs(TlsWarmUp.class.getClassLoader());
      thread.join();
    }

    TlsWarmUp.start();
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("velostream-start"))
        .toList();
  }
}
