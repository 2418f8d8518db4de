// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SqlCommandTest {

  @Test
  void saysWhichJarsAreNeededWhereFlinkIsNotOnTheClassPath() throws IOException {
    run("sql", "statements.sql", "--rows", "3")
        .assertFails(
            "sql needs velostream-sql-flink, Flink's table jars, flink-clients and"
                + " flink-connector-kafka on the class path");
  }
}
