// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;

/** The column types of Avro schemas. */
public final class AvroTypes {

  private static final int MICROS = 6;
  private static final int MILLIS = 3;
  private static final int NANOS = 9;

  private AvroTypes() {}

  /**
   * The type of a column for values of a schema. Microseconds of a day are a number, since Flink's
   * times hold milliseconds.
   *
   * @throws InvalidSchemaException naming the field that has none: for recursive records, null
   *     alone, and unions of null alone
   */
  public static DataType columnType(Schema schema) {
    return columnType(schema, "", new ArrayList<>());
  }

  static String columnTypeOrNone(Schema schema) {
    try {
      return columnType(schema).getLogicalType().asSummaryString();
    } catch (InvalidSchemaException e) {
      return "nothing: " + e.getMessage();
    }
  }

  private static DataType columnType(Schema schema, String path, List<Schema> above) {
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
          case ARRAY -> DataTypes.ARRAY(columnType(schema.getElementType(), path + "[]", above));
          case MAP ->
              DataTypes.MAP(
                  DataTypes.STRING().notNull(),
                  columnType(schema.getValueType(), path + "{}", above));
          case RECORD -> record(schema, path, above);
          case UNION -> union(schema, path, above);
          case NULL -> throw nullAlone(path);
        };
    return schema.isNullable() ? type.nullable() : type.notNull();
  }

  private static DataType longType(String logical) {
    return switch (logical) {
      case "timestamp-millis" -> DataTypes.TIMESTAMP_LTZ(MILLIS);
      case "timestamp-micros" -> DataTypes.TIMESTAMP_LTZ(MICROS);
      case "timestamp-nanos" -> DataTypes.TIMESTAMP_LTZ(NANOS);
      case "local-timestamp-millis" -> DataTypes.TIMESTAMP(MILLIS);
      case "local-timestamp-micros" -> DataTypes.TIMESTAMP(MICROS);
      case "local-timestamp-nanos" -> DataTypes.TIMESTAMP(NANOS);
      default -> DataTypes.BIGINT();
    };
  }

  private static DataType record(Schema schema, String path, List<Schema> above) {
    if (above.stream().anyMatch(each -> each.getFullName().equals(schema.getFullName()))) {
      throw new InvalidSchemaException(
          "field "
              + path
              + " is a "
              + schema.getFullName()
              + " within another, which columns cannot be; declare the table by CREATE TABLE, with"
              + " rows of a fixed depth");
    }
    above.add(schema);
    DataTypes.Field[] fields =
        schema.getFields().stream()
            .map(
                each -> field(each, path.isEmpty() ? each.name() : path + "." + each.name(), above))
            .toArray(DataTypes.Field[]::new);
    above.remove(above.size() - 1);
    return DataTypes.ROW(fields);
  }

  private static DataTypes.Field field(Schema.Field field, String path, List<Schema> above) {
    DataType type = columnType(field.schema(), path, above);
    return field.doc() == null
        ? DataTypes.FIELD(field.name(), type)
        : DataTypes.FIELD(field.name(), type, field.doc());
  }

  private static InvalidSchemaException nullAlone(String path) {
    return new InvalidSchemaException(
        "field "
            + path
            + " holds null alone, which a column cannot; declare the table by CREATE TABLE, without"
            + " a column for it");
  }

  private static DataType union(Schema schema, String path, List<Schema> above) {
    List<Schema> others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (others.isEmpty()) {
      throw nullAlone(path);
    }
    if (others.size() == 1) {
      return columnType(others.get(0), path, above);
    }
    return DataTypes.ROW(
        others.stream()
            .map(
                each ->
                    DataTypes.FIELD(
                        UnionColumns.name(each), columnType(each, path, above).nullable()))
            .toArray(DataTypes.Field[]::new));
  }
}
