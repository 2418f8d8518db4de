// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.flink.row.TimeDigits;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** The column types of Avro schemas, and the Avro schemas of rows. */
public final class AvroTypes {

  /** The record name that Flink's own Avro format gives rows, too. */
  public static final String RECORD = "org.apache.flink.avro.generated.record";

  private static final int MICROS = 6;
  private static final int MILLIS = 3;
  private static final int NANOS = 9;

  /** What Avro allows as the name of a field. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Consumer<String> omitted;
  private final List<Schema> above = new ArrayList<>();
  private String path = "";

  private AvroTypes(Consumer<String> omitted) {
    this.omitted = omitted;
  }

  /**
   * The type of a column for values of a schema. Fields of records for which there is none, as
   * those of null alone and those of a record that contains itself, are left out.
   *
   * @param omitted gets each field that is left out, with the reason
   * @throws InvalidSchemaException if there is none for the schema itself, or a record without any
   */
  public static DataType columnType(Schema schema, Consumer<String> omitted) {
    return new AvroTypes(omitted).columnType(schema);
  }

  static String columnTypeOrNone(Schema schema) {
    try {
      return columnType(schema, omitted -> {}).getLogicalType().asSummaryString();
    } catch (InvalidSchemaException e) {
      return "nothing: " + e.getMessage();
    }
  }

  private DataType columnType(Schema schema) {
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
          case ARRAY -> DataTypes.ARRAY(columnType(schema.getElementType()));
          case MAP ->
              DataTypes.MAP(DataTypes.STRING().notNull(), columnType(schema.getValueType()));
          case RECORD -> record(schema);
          case UNION -> union(schema);
          case NULL -> throw new InvalidSchemaException("a column cannot hold null alone");
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

  private DataType record(Schema schema) {
    if (above.stream().anyMatch(each -> each.getFullName().equals(schema.getFullName()))) {
      throw new InvalidSchemaException(
          schema.getFullName() + " contains itself, which columns cannot");
    }
    above.add(schema);
    String before = path;
    List<DataTypes.Field> fields = new ArrayList<>();
    for (Schema.Field each : schema.getFields()) {
      path = before.isEmpty() ? each.name() : before + "." + each.name();
      int depth = above.size();
      try {
        DataType type = columnType(each.schema());
        fields.add(
            each.doc() == null
                ? DataTypes.FIELD(each.name(), type)
                : DataTypes.FIELD(each.name(), type, each.doc()));
      } catch (InvalidSchemaException e) {
        above.subList(depth, above.size()).clear();
        omitted.accept(path + ": " + e.getMessage());
      }
    }
    path = before;
    above.remove(above.size() - 1);
    if (fields.isEmpty()) {
      throw new InvalidSchemaException(schema.getFullName() + " has no field that columns hold");
    }
    return DataTypes.ROW(fields.toArray(DataTypes.Field[]::new));
  }

  private DataType union(Schema schema) {
    List<Schema> others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (others.isEmpty()) {
      throw new InvalidSchemaException("a column cannot hold null alone");
    }
    if (others.size() == 1) {
      return columnType(others.get(0));
    }
    return DataTypes.ROW(
        others.stream()
            .map(each -> DataTypes.FIELD(UnionColumns.name(each), columnType(each).nullable()))
            .toArray(DataTypes.Field[]::new));
  }

  /**
   * The Avro schema of rows, which Flink's own Avro format derives, too, but for local timestamps.
   *
   * @param name the full name of the record
   * @throws InvalidSchemaException naming the column whose type has none
   */
  public static Schema schemaOf(RowType row, String name) {
    return schemaOf(row, name, new HashSet<>());
  }

  private static Schema schemaOf(RowType row, String given, Set<String> names) {
    String name = given;
    for (int i = 2; !names.add(name); i++) {
      name = given + "_" + i; // Of a nested column and another one whose name has an underscore.
    }
    List<Schema.Field> fields = new ArrayList<>();
    for (RowType.RowField field : row.getFields()) {
      if (!NAME.matcher(field.getName()).matches()) {
        throw new InvalidSchemaException(
            "column "
                + field.getName()
                + ": names in Avro have letters, digits and underscores; rename it");
      }
      Schema type = schemaOf(field.getType(), name + "_" + field.getName(), names);
      String doc = field.getDescription().orElse(null);
      fields.add(
          field.getType().isNullable()
              ? new Schema.Field(field.getName(), type, doc, JsonProperties.NULL_VALUE)
              : new Schema.Field(field.getName(), type, doc));
    }
    return Schema.createRecord(name, null, null, false, fields);
  }

  private static Schema schemaOf(LogicalType type, String name, Set<String> names) {
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
          case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(TimeDigits.of(type), "local-");
          case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(TimeDigits.of(type), "");
          case ARRAY ->
              Schema.createArray(schemaOf(((ArrayType) type).getElementType(), name, names));
          case MAP -> map((MapType) type, name, names);
          case ROW -> schemaOf((RowType) type, name, names);
          default -> throw none(type, name);
        };
    return type.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
  }

  private static Schema map(MapType type, String name, Set<String> names) {
    LogicalType key = type.getKeyType();
    if (!key.is(LogicalTypeFamily.CHARACTER_STRING)) {
      throw none(type, name);
    }
    return Schema.createMap(schemaOf(type.getValueType(), name, names));
  }

  private static InvalidSchemaException none(LogicalType type, String name) {
    return new InvalidSchemaException(
        "Avro has no type for "
            + type.asSummaryString()
            + " of column "
            + name.substring(name.indexOf('_') + 1));
  }

  /** How many digits behind the seconds a logical type of times has. */
  static int digits(Schema schema) {
    String name = String.valueOf(schema.getProp("logicalType"));
    return name.endsWith("-millis") ? MILLIS : name.endsWith("-micros") ? MICROS : NANOS;
  }

  private static Schema timestamp(int precision, String prefix) {
    String unit = precision <= MILLIS ? "millis" : precision <= MICROS ? "micros" : "nanos";
    Schema schema = Schema.create(Schema.Type.LONG);
    schema.addProp("logicalType", prefix + "timestamp-" + unit);
    return schema;
  }
}
