// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Rows of a database as structs, and back, with the types that connectors for databases use. */
@SuppressWarnings("JavaUtilDate") // the class of Connect's values
final class TableRows {

  private TableRows() {}

  /** The schema of the rows of a result. */
  static Schema schema(String name, ResultSetMetaData columns) throws SQLException {
    SchemaBuilder builder = SchemaBuilder.struct().name(name);
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      SchemaBuilder type = type(columns, i);
      if (columns.isNullable(i) != ResultSetMetaData.columnNoNulls) {
        type.optional();
      }
      builder.field(columns.getColumnName(i), type.build());
    }
    return builder.build();
  }

  private static SchemaBuilder type(ResultSetMetaData columns, int index) throws SQLException {
    return switch (columns.getColumnType(index)) {
      case Types.TINYINT -> SchemaBuilder.int8();
      case Types.SMALLINT -> SchemaBuilder.int16();
      case Types.INTEGER -> SchemaBuilder.int32();
      case Types.BIGINT -> SchemaBuilder.int64();
      case Types.REAL -> SchemaBuilder.float32();
      case Types.DOUBLE -> SchemaBuilder.float64();
      case Types.BOOLEAN -> SchemaBuilder.bool();
      case Types.VARCHAR -> SchemaBuilder.string();
      case Types.VARBINARY -> SchemaBuilder.bytes();
      case Types.DECIMAL, Types.NUMERIC -> Decimal.builder(columns.getScale(index));
      case Types.DATE -> Date.builder();
      case Types.TIME -> Time.builder();
      case Types.TIMESTAMP -> Timestamp.builder();
      default -> throw new ConnectException("no type for " + columns.getColumnTypeName(index));
    };
  }

  /** The current row of a result. */
  static Struct row(Schema schema, ResultSet result) throws SQLException {
    Struct row = new Struct(schema);
    for (int i = 0; i < schema.fields().size(); i++) {
      row.put(schema.fields().get(i), value(schema.fields().get(i).schema(), result, i + 1));
    }
    return row;
  }

  private static @Nullable Object value(Schema schema, ResultSet result, int index)
      throws SQLException {
    Object value =
        Date.LOGICAL_NAME.equals(schema.name())
            ? result.getDate(index)
            : Time.LOGICAL_NAME.equals(schema.name())
                ? result.getTime(index)
                : Timestamp.LOGICAL_NAME.equals(schema.name())
                    ? result.getTimestamp(index)
                    : result.getObject(index);
    if (value == null) {
      return null;
    }
    return switch (schema.type()) {
      case INT8 -> ((Number) value).byteValue();
      case INT16 -> ((Number) value).shortValue();
      default -> value;
    };
  }

  /** The type of a column that holds values of a schema. */
  static String column(Schema schema) {
    String name = schema.name() == null ? "" : schema.name();
    String type =
        switch (name) {
          case Decimal.LOGICAL_NAME ->
              "DECIMAL(20, " + schema.parameters().get(Decimal.SCALE_FIELD) + ")";
          case Date.LOGICAL_NAME -> "DATE";
          case Time.LOGICAL_NAME -> "TIME(3)";
          case Timestamp.LOGICAL_NAME -> "TIMESTAMP(3)";
          default -> plainColumn(schema.type());
        };
    return schema.isOptional() ? type : type + " NOT NULL";
  }

  private static String plainColumn(Schema.Type type) {
    return switch (type) {
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case FLOAT32 -> "REAL";
      case FLOAT64 -> "DOUBLE PRECISION";
      case BOOLEAN -> "BOOLEAN";
      case STRING -> "VARCHAR";
      case BYTES -> "VARBINARY";
      default -> throw new ConnectException("no column for " + type);
    };
  }

  /** The value of a column. */
  static @Nullable Object ofConnect(Schema schema, @Nullable Object value) {
    if (value instanceof java.util.Date date) {
      return switch (schema.name()) {
        case Date.LOGICAL_NAME -> new java.sql.Date(date.getTime());
        case Time.LOGICAL_NAME -> new java.sql.Time(date.getTime());
        default -> new java.sql.Timestamp(date.getTime());
      };
    }
    if (value instanceof java.nio.ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return value;
  }
}
