// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  @Test
  void statementsEndAtSemicolonsOutsideOfTextsNamesAndComments() {
    List<SqlStatement> statements =
        SqlScript.parse(
            """
            -- a; comment
            SELECT 'a;''b', `c;d` /* e; */ FROM t /*+ OPTIONS('a' = 'b;c') */;

            INSERT INTO x
              SELECT 1; ;
            SELECT 2""");

    assertThat(statements)
        .containsExactly(
            new SqlStatement(2, "SELECT 'a;''b', `c;d`  FROM t /*+ OPTIONS('a' = 'b;c') */"),
            new SqlStatement(4, "INSERT INTO x\n  SELECT 1"),
            new SqlStatement(6, "SELECT 2"));
  }

  @Test
  void aStatementSetEndsBehindItsEnd() {
    assertThat(
            SqlScript.parse(
                "EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1; INSERT INTO b SELECT 2;"
                    + " END;\nSELECT 3;"))
        .extracting(SqlStatement::line)
        .containsExactly(1, 3);
  }

  @Test
  void whatDoesNotEndIsNamedWithItsLine() {
    assertThatThrownBy(() -> SqlScript.parse("SELECT 1;\nSELECT 'a;\n"))
        .hasMessage("line 2: the text, name or comment that begins here has no closing '");
    assertThatThrownBy(() -> SqlScript.parse("/* a"))
        .hasMessage("line 1: the text, name or comment that begins here has no closing */");
  }

  @Test
  void streamsAreReadInAllTheirForms() {
    assertThat(
            StreamStatement.parse(
                "CREATE STREAM done AS SELECT a, MAX(b) FROM orders GROUP BY a\n"
                    + " WITH (source_config='a.yaml', 'sink_config' = 'b''c.yaml')"))
        .isEqualTo(
            new StreamStatement(
                "done", null, "SELECT a, MAX(b) FROM orders GROUP BY a", "a.yaml", "b'c.yaml"))
        .extracting(StreamStatement::sourceTable)
        .isEqualTo("orders");
    assertThat(
            StreamStatement.parse(
                "create stream `my orders` (a INT, b DECIMAL(3, 1)) with (source_config='x')"))
        .isEqualTo(new StreamStatement("`my orders`", "a INT, b DECIMAL(3, 1)", null, "x", null));
    assertThat(StreamStatement.parse("CREATE STREAM s WITH (sink_config='x')"))
        .isEqualTo(new StreamStatement("s", null, null, null, "x"));
  }

  @Test
  void otherFormsOfStreamsAreRefused() {
    assertRefused("CREATE STREAM s AS SELECT 1", "it does not end with WITH (source_config = '…'");
    assertRefused("CREATE STREAM s AS SELECT 1 WITH (source_config='a')", "it needs sink_config");
    assertRefused("CREATE STREAM s WITH ()", "it needs one of source_config and sink_config");
    assertRefused(
        "CREATE STREAM s WITH (source_config='a', sink_conf='b')",
        "its option sink_conf is unknown; known are source_config and sink_config");
    assertRefused("CREATE STREAM s WITH (source_config=a)", "not of the form key = 'value'");
    assertRefused("CREATE STREAM s x WITH (source_config='a')", "neither AS with a query nor");
  }

  private static void assertRefused(String statement, String message) {
    assertThatThrownBy(() -> StreamStatement.parse(statement)).hasMessageContaining(message);
  }
}
