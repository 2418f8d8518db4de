// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Derives the Avro schema of rows, as Flink's own Avro format does but for local timestamps. A
 * nested row is named by its path; where two paths give one name, the later record gets a number.
 */
public final class RowSchemas {

  /** The record name that Flink's own Avro format gives rows, too. */
  private static final String RECORD = "org.apache.flink.avro.generated.record";

  private static final int MICROS = 6;
  private static final int MILLIS = 3;

  private final Set<String> names = new HashSet<>();

  private RowSchemas() {}

  /**
   * Returns the schema of rows.
   *
   * @throws InvalidSchemaException naming the column whose name or type Avro does not have
   */
  public static Schema of(RowType row) {
    return new RowSchemas().record(row, RECORD, "");
  }

  private Schema record(RowType row, String name, String path) {
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = name + "_" + number;
    }
    List<Schema.Field> fields = new ArrayList<>();
    for (RowType.RowField field : row.getFields()) {
      fields.add(field(field, name, path + field.getName()));
    }
    return Schema.createRecord(unique, null, null, false, fields);
  }

  private Schema.Field field(RowType.RowField field, String record, String path) {
    String doc = field.getDescription().orElse(null);
    try {
      Schema type = schema(field.getType(), record + "_" + field.getName(), path);
      return field.getType().isNullable()
          ? new Schema.Field(field.getName(), type, doc, JsonProperties.NULL_VALUE)
          : new Schema.Field(field.getName(), type, doc);
    } catch (SchemaParseException e) {
      throw new InvalidSchemaException(
          "column "
              + path
              + " has a name that Avro does not allow: letters, digits and underscores, no digit"
              + " first; give the column another name",
          e);
    }
  }

  private Schema schema(LogicalType type, String name, String path) {
    Schema schema =
        switch (type.getTypeRoot()) {
          case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
          case TINYINT, SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
          case BIGINT -> Schema.create(Schema.Type.LONG);
          case FLOAT -> Schema.create(Schema.Type.FLOAT);
          case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
          case CHAR, VARCHAR -> Schema.create(Schema.Type.STRING);
          case BINARY, VARBINARY -> Schema.create(Schema.Type.BYTES);
          case DECIMAL -> {
            DecimalType decimal = (DecimalType) type;
            yield LogicalTypes.decimal(decimal.getPrecision(), decimal.getScale())
                .addToSchema(Schema.create(Schema.Type.BYTES));
          }
          case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
          case TIME_WITHOUT_TIME_ZONE ->
              LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
          case TIMESTAMP_WITHOUT_TIME_ZONE ->
              timestamp(LogicalTypeChecks.getPrecision(type), "local-");
          case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
              timestamp(LogicalTypeChecks.getPrecision(type), "");
          case ARRAY ->
              Schema.createArray(schema(((ArrayType) type).getElementType(), name, path + "[]"));
          case MAP -> {
            MapType map = (MapType) type;
            if (!map.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
              throw noType(type, path, "; Avro's maps have keys of text");
            }
            yield Schema.createMap(schema(map.getValueType(), name, path + "{}"));
          }
          case ROW -> record((RowType) type, name, path + ".");
          default -> throw noType(type, path, "");
        };
    return type.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
  }

  private static Schema timestamp(int precision, String prefix) {
    String unit = precision <= MILLIS ? "millis" : precision <= MICROS ? "micros" : "nanos";
    Schema schema = Schema.create(Schema.Type.LONG);
    schema.addProp("logicalType", prefix + "timestamp-" + unit);
    return schema;
  }

  private static InvalidSchemaException noType(LogicalType type, String path, String more) {
    return new InvalidSchemaException(
        "column " + path + ": Avro has no type for " + type.asSummaryString() + more);
  }
}
