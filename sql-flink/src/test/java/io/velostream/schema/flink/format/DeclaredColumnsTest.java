// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A declaration that does not fit its subject is an error, and no record that is skipped. */
class DeclaredColumnsTest {

  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void aColumnOfAnotherTypeFailsThoughBadRecordsAreSkipped(RowFormat format) {
    byte[] record = written(format, "orders", new BigIntType(), 7L);
    try (RowEngine reader = reader(format, RowType.of(new BooleanType()))) {
      assertThatThrownBy(() -> reader.read(record))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("the table does not fit orders-value:1: column f0 of type BOOLEAN");
    }
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void aRequiredColumnThatTheSubjectDoesNotHaveFailsThoughBadRecordsAreSkipped(RowFormat format) {
    byte[] record = written(format, "orders", new BigIntType(), 7L);
    try (RowEngine reader = reader(format, RowType.of(new BigIntType(), new BigIntType(false)))) {
      assertThatThrownBy(() -> reader.read(record))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("the table does not fit orders-value:1: column f1 is NOT NULL");
    }
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void aRecordOfAnotherSubjectIsSkipped(RowFormat format) {
    byte[] record = written(format, "orders", new BigIntType(), 7L);
    byte[] other = written(format, "other", new BooleanType(), true);
    try (RowEngine reader = reader(format, RowType.of(new BigIntType()))) {
      assertThat(reader.read(other)).isNull();
      assertThat(reader.read(record)).isEqualTo(GenericRowData.of(7L));
    }
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void aColumnOfAnotherTypeIsNotWritten(RowFormat format) {
    written(format, "orders", new BigIntType(), 7L);
    RowSpec spec = spec(format, true, "orders", RowType.of(VarCharType.STRING_TYPE));
    try (RowEngine writer = new RowEngine(spec)) {
      assertThatThrownBy(() -> writer.write(GenericRowData.of(StringData.fromString("x"))))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("column f0 of type")
          .hasMessageContaining("declare it as BIGINT");
    }
  }

  private byte[] written(RowFormat format, String topic, LogicalType type, Object value) {
    try (RowEngine writer = new RowEngine(spec(format, true, topic, RowType.of(type)))) {
      byte[] record = writer.write(GenericRowData.of(value));
      assertThat(record).isNotNull();
      return record;
    }
  }

  private RowEngine reader(RowFormat format, RowType columns) {
    return new RowEngine(spec(format, false, "orders", columns));
  }

  private RowSpec spec(RowFormat format, boolean writes, String topic, RowType columns) {
    Map<String, String> configs =
        Map.of("schema.registry.url", registry.url(), "schema.on.failure", "skip");
    return new RowSpec(format, writes, false, topic, null, configs, columns, List.of());
  }
}
