// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.catalog;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.flink.avro.AvroTypes;
import io.velostream.schema.flink.format.RowFormat;
import io.velostream.schema.flink.json.JsonTypes;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a subject's newest version.
 *
 * @param format the format of its records
 * @param fields the columns, with their comments
 * @param comment the comment of the record; null if it has none
 * @param registered the version
 */
record SubjectTable(
    RowFormat format,
    List<DataTypes.Field> fields,
    @Nullable String comment,
    RegisteredSchema registered) {

  /**
   * Reads a schema as columns.
   *
   * @throws InvalidSchemaException if it is not a record or an object, or of another language
   */
  static SubjectTable of(SchemaResolver resolver, RegisteredSchema registered) {
    String type = registered.definition().type();
    if (type.equals(AvroFormat.TYPE)) {
      Schema schema = resolver.parse(registered, AvroFormat.INSTANCE);
      return of(RowFormat.AVRO, AvroTypes.columnType(schema), schema.getDoc(), registered);
    }
    if (type.equals(JsonFormat.TYPE)) {
      JsonSchema schema = resolver.parse(registered, JsonFormat.INSTANCE);
      return of(
          RowFormat.JSON,
          JsonTypes.columnType(schema, schema.root()),
          schema.root().path("description").asText(null),
          registered);
    }
    throw new InvalidSchemaException(
        registered.name() + " is of type " + type + ", which has no table");
  }

  private static SubjectTable of(
      RowFormat format, DataType type, @Nullable String comment, RegisteredSchema registered) {
    if (!type.getLogicalType().is(org.apache.flink.table.types.logical.LogicalTypeRoot.ROW)) {
      throw new InvalidSchemaException(
          registered.name() + " describes no record with fields, so it has no columns");
    }
    return new SubjectTable(format, described(type), comment, registered);
  }

  /** The fields with their comments, which {@link DataType#getFields} leaves out. */
  private static List<DataTypes.Field> described(DataType type) {
    List<DataTypes.Field> fields = DataType.getFields(type);
    List<RowType.RowField> comments = ((RowType) type.getLogicalType()).getFields();
    List<DataTypes.Field> described = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      DataTypes.Field field = fields.get(i);
      String comment = comments.get(i).getDescription().orElse(null);
      described.add(
          comment == null ? field : DataTypes.FIELD(field.getName(), field.getDataType(), comment));
    }
    return described;
  }
}
