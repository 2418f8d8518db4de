// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlFailureTest {

  @Test
  void theDeepestOfManyCausesAreShownInOneLine() {
    Throwable failure = new IllegalStateException("the registry refused\n  the connection");
    for (int i = 0; i < 9; i++) {
      failure = new RuntimeException("wrapper " + i, failure);
    }
    assertThat(SqlFailure.causes(failure))
        .isEqualTo(
            "wrapper 8 <- wrapper 3 <- wrapper 2 <- wrapper 1 <- wrapper 0"
                + " <- the registry refused the connection");
  }

  @Test
  void optionsOfTablesAreNotShown() {
    assertThat(
            SqlFailure.causes(
                new RuntimeException(
                    "Unable to create a source.\n\nTable options are:\n\n'a'='x'")))
        .isEqualTo("Unable to create a source.");
  }

  @Test
  void anExceptionWithoutMessageIsNamed() {
    assertThat(SqlFailure.causes(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }
}
