// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** The column types of Avro schemas, and the Avro schemas of rows. */
public final class AvroTypes {

  /** The record name that Flink's own Avro format gives rows, too. */
  public static final String RECORD = "org.apache.flink.avro.generated.record";

  private static final int MICROS = 6;
  private static final int MILLIS = 3;
  private static final int NANOS = 9;

  private AvroTypes() {}

  /**
   * The type of a column for values of a schema.
   *
   * @throws InvalidSchemaException if there is none: for recursive records, null alone, and unions
   *     of null alone
   */
  public static DataType columnType(Schema schema) {
    return columnType(schema, new ArrayList<>());
  }

  static String columnTypeOrNone(Schema schema) {
    try {
      return columnType(schema).getLogicalType().asSummaryString();
    } catch (InvalidSchemaException e) {
      return "nothing: " + e.getMessage();
    }
  }

  private static DataType columnType(Schema schema, List<Schema> above) {
    String logical = String.valueOf(schema.getProp("logicalType"));
    DataType type =
        switch (schema.getType()) {
          case BOOLEAN -> DataTypes.BOOLEAN();
          case INT ->
              switch (logical) {
                case "date" -> DataTypes.DATE();
                case "time-millis" -> DataTypes.TIME(MILLIS);
                default -> DataTypes.INT();
              };
          case LONG -> longType(logical);
          case FLOAT -> DataTypes.FLOAT();
          case DOUBLE -> DataTypes.DOUBLE();
          case STRING, ENUM -> DataTypes.STRING();
          case BYTES, FIXED ->
              schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                      && decimal.getPrecision() <= DecimalType.MAX_PRECISION
                  ? DataTypes.DECIMAL(decimal.getPrecision(), decimal.getScale())
                  : schema.getType() == Schema.Type.BYTES
                      ? DataTypes.BYTES()
                      : DataTypes.BINARY(schema.getFixedSize());
          case ARRAY -> DataTypes.ARRAY(columnType(schema.getElementType(), above));
          case MAP ->
              DataTypes.MAP(DataTypes.STRING().notNull(), columnType(schema.getValueType(), above));
          case RECORD -> record(schema, above);
          case UNION -> {
            yield union(schema, above);
          }
          case NULL -> throw new InvalidSchemaException("a column cannot hold null alone");
        };
    return schema.isNullable() ? type.nullable() : type.notNull();
  }

  private static DataType longType(String logical) {
    return switch (logical) {
      case "time-micros" -> DataTypes.TIME(MICROS);
      case "timestamp-millis" -> DataTypes.TIMESTAMP_LTZ(MILLIS);
      case "timestamp-micros" -> DataTypes.TIMESTAMP_LTZ(MICROS);
      case "timestamp-nanos" -> DataTypes.TIMESTAMP_LTZ(NANOS);
      case "local-timestamp-millis" -> DataTypes.TIMESTAMP(MILLIS);
      case "local-timestamp-micros" -> DataTypes.TIMESTAMP(MICROS);
      case "local-timestamp-nanos" -> DataTypes.TIMESTAMP(NANOS);
      default -> DataTypes.BIGINT();
    };
  }

  private static DataType record(Schema schema, List<Schema> above) {
    if (above.stream().anyMatch(each -> each.getFullName().equals(schema.getFullName()))) {
      throw new InvalidSchemaException(
          schema.getFullName() + " contains itself, which columns cannot");
    }
    above.add(schema);
    DataTypes.Field[] fields =
        schema.getFields().stream()
            .map(
                each ->
                    each.doc() == null
                        ? DataTypes.FIELD(each.name(), columnType(each.schema(), above))
                        : DataTypes.FIELD(
                            each.name(), columnType(each.schema(), above), each.doc()))
            .toArray(DataTypes.Field[]::new);
    above.remove(above.size() - 1);
    return DataTypes.ROW(fields);
  }

  private static DataType union(Schema schema, List<Schema> above) {
    List<Schema> others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (others.isEmpty()) {
      throw new InvalidSchemaException("a column cannot hold null alone");
    }
    if (others.size() == 1) {
      return columnType(others.get(0), above);
    }
    return DataTypes.ROW(
        others.stream()
            .map(
                each ->
                    DataTypes.FIELD(UnionColumns.name(each), columnType(each, above).nullable()))
            .toArray(DataTypes.Field[]::new));
  }

  /**
   * The Avro schema of rows, which Flink's own Avro format derives, too, but for local timestamps.
   *
   * @param name the full name of the record
   * @throws InvalidSchemaException naming the column whose type has none
   */
  public static Schema schemaOf(RowType row, String name) {
    List<Schema.Field> fields = new ArrayList<>();
    for (RowType.RowField field : row.getFields()) {
      Schema type = schemaOf(field.getType(), name + "_" + field.getName());
      String doc = field.getDescription().orElse(null);
      fields.add(
          field.getType().isNullable()
              ? new Schema.Field(field.getName(), type, doc, JsonProperties.NULL_VALUE)
              : new Schema.Field(field.getName(), type, doc));
    }
    return Schema.createRecord(name, null, null, false, fields);
  }

  private static Schema schemaOf(LogicalType type, String name) {
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
          case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(precision(type), "local-");
          case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(precision(type), "");
          case ARRAY -> Schema.createArray(schemaOf(((ArrayType) type).getElementType(), name));
          case MAP -> Schema.createMap(schemaOf(((MapType) type).getValueType(), name));
          case ROW -> schemaOf((RowType) type, name);
          default ->
              throw new InvalidSchemaException(
                  "Avro has no type for "
                      + type.asSummaryString()
                      + " of column "
                      + name.substring(name.indexOf('_') + 1));
        };
    return type.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
  }

  private static Schema timestamp(int precision, String prefix) {
    String unit = precision <= MILLIS ? "millis" : precision <= MICROS ? "micros" : "nanos";
    Schema schema = Schema.create(Schema.Type.LONG);
    schema.addProp("logicalType", prefix + "timestamp-" + unit);
    return schema;
  }

  private static int precision(LogicalType type) {
    return org.apache.flink.table.types.logical.utils.LogicalTypeChecks.getPrecision(type);
  }
}
