// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidSchemaException;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowSchemasTest {

  private static final DataType INT_ROW = DataTypes.ROW(DataTypes.FIELD("c", DataTypes.INT()));
  private static final DataType TEXT_ROW = DataTypes.ROW(DataTypes.FIELD("c", DataTypes.STRING()));

  @Test
  void rowsWhosePathsGiveOneNameAreDifferentRecords() {
    Schema schema =
        RowSchemas.of(
            row(
                DataTypes.FIELD("a", DataTypes.ROW(DataTypes.FIELD("b", INT_ROW))),
                DataTypes.FIELD("a_b", TEXT_ROW),
                DataTypes.FIELD("a_b_2", DataTypes.ARRAY(INT_ROW))));

    Schema parsed = new Schema.Parser().parse(schema.toString());
    assertThat(parsed).isEqualTo(schema);
    assertThat(type(type(parsed, "a"), "b").getField("c").schema().toString()).contains("int");
    assertThat(type(parsed, "a_b").getField("c").schema().toString()).contains("string");
    assertThat(type(parsed, "a_b").getName()).isEqualTo("record_a_b_2");
    assertThat(type(parsed, "a_b_2").getElementType().toString()).contains("record_a_b_2_2");
  }

  private static Schema type(Schema record, String field) {
    return record.getField(field).schema().getTypes().get(1);
  }

  @Test
  void columnsThatAvroDoesNotHaveAreNamed() {
    refused(
        DataTypes.FIELD("m", DataTypes.MULTISET(DataTypes.INT())), "column m: Avro has no type");
    refused(
        DataTypes.FIELD("m", DataTypes.MAP(DataTypes.INT(), DataTypes.INT())),
        "column m: Avro has no type for MAP<INT, INT>; Avro's maps have keys of text");
    refused(
        DataTypes.FIELD(
            "r", DataTypes.ROW(DataTypes.FIELD("my-col", DataTypes.ARRAY(DataTypes.INT())))),
        "column r.my-col has a name that Avro does not allow");
    refused(DataTypes.FIELD("my-row", INT_ROW), "column my-row has a name");
  }

  private static void refused(DataTypes.Field column, String message) {
    assertThatThrownBy(() -> RowSchemas.of(row(column)))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(message);
  }

  private static RowType row(DataTypes.Field... columns) {
    return (RowType) DataTypes.ROW(columns).getLogicalType();
  }
}
