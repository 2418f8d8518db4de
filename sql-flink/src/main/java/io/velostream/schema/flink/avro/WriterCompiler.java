// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Compiles writers of rows in one schema. Fields without a column are written as their default. */
final class WriterCompiler {

  private WriterCompiler() {}

  /**
   * Compiles the writer of rows.
   *
   * @throws InvalidSchemaException naming the column or the field that does not fit
   */
  static ColumnWriter payload(RowType row, Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new InvalidSchemaException(
          "rows are written as Avro records only, not as " + schema.getType().getName());
    }
    return record(row, schema, "");
  }

  private static final class Step {

    final String name;
    final RowData.@Nullable FieldGetter column;
    final @Nullable ColumnWriter writer;
    final byte[] encoded;

    Step(
        String name,
        RowData.@Nullable FieldGetter column,
        @Nullable ColumnWriter writer,
        byte[] encoded) {
      this.name = name;
      this.column = column;
      this.writer = writer;
      this.encoded = encoded;
    }
  }

  private static ColumnWriter record(RowType row, Schema schema, String path) {
    for (String column : row.getFieldNames()) {
      if (schema.getField(column) == null) {
        throw new InvalidSchemaException(
            "column "
                + path
                + column
                + " has no field in "
                + schema.getFullName()
                + "; register a version that has it, or leave the column out");
      }
    }
    List<Step> steps = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      int column = row.getFieldIndex(field.name());
      if (column >= 0) {
        LogicalType type = row.getTypeAt(column);
        steps.add(
            new Step(
                field.name(),
                RowData.createFieldGetter(type, column),
                value(type, field.schema(), path + field.name()),
                new byte[0]));
      } else {
        steps.add(new Step(field.name(), null, null, unset(field, path, schema)));
      }
    }
    Step[] all = steps.toArray(Step[]::new);
    return (value, out) -> write((RowData) ScalarWriters.required(value), all, out);
  }

  private static void write(RowData row, Step[] steps, AvroOutput out) {
    for (Step step : steps) {
      try {
        if (step.column == null || step.writer == null) {
          out.writeRaw(step.encoded);
        } else {
          step.writer.write(step.column.getFieldOrNull(row), out);
        }
      } catch (InvalidValueException | ArithmeticException e) {
        throw FieldFailures.at(step.name, e);
      }
    }
  }

  private static byte[] unset(Schema.Field field, String path, Schema schema) {
    if (field.hasDefaultValue()) {
      return DefaultValues.encoded(field);
    }
    Schema type = field.schema();
    if (type.getType() == Schema.Type.UNION && type.isNullable()) {
      AvroOutput out = new AvroOutput(16);
      out.writeLong(indexOfNull(type));
      return out.toByteArray();
    }
    throw new InvalidSchemaException(
        "field "
            + path
            + field.name()
            + " of "
            + schema.getFullName()
            + " has no column, no default, and cannot be null; declare a column for it");
  }

  private static int indexOfNull(Schema union) {
    List<Schema> branches = union.getTypes();
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).getType() == Schema.Type.NULL) {
        return i;
      }
    }
    return -1;
  }

  private static ColumnWriter value(LogicalType type, Schema schema, String path) {
    ColumnWriter found = valueOrNull(type, schema, path);
    if (found == null) {
      throw new InvalidSchemaException(
          "column "
              + path
              + " of type "
              + type.asSummaryString()
              + " cannot be written as the Avro type "
              + schema
              + "; declare it as "
              + AvroTypes.columnTypeOrNone(schema));
    }
    return found;
  }

  private static @Nullable ColumnWriter valueOrNull(LogicalType type, Schema schema, String path) {
    return switch (schema.getType()) {
      case UNION -> union(type, schema, path);
      case RECORD -> type instanceof RowType row ? record(row, schema, path + ".") : null;
      case ARRAY -> type instanceof ArrayType array ? array(array, schema, path) : null;
      case MAP -> type instanceof MapType map ? map(map, schema, path) : null;
      default -> ScalarWriters.of(type, schema);
    };
  }

  private static @Nullable ColumnWriter union(LogicalType type, Schema union, String path) {
    int ofNull = indexOfNull(union);
    ColumnWriter other =
        UnionColumns.isSplit(union.getTypes(), type)
            ? split((RowType) type, union, path)
            : firstThatFits(type, union, path);
    if (other == null) {
      return null;
    }
    return (value, out) -> {
      if (value != null) {
        other.write(value, out);
      } else if (ofNull >= 0) {
        out.writeLong(ofNull);
      } else {
        ScalarWriters.required(null);
      }
    };
  }

  private static @Nullable ColumnWriter firstThatFits(LogicalType type, Schema union, String path) {
    List<Schema> branches = union.getTypes();
    List<Schema> others =
        branches.stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    for (Schema branch : others) {
      ColumnWriter writer =
          others.size() == 1 ? value(type, branch, path) : valueOrNull(type, branch, path);
      if (writer != null) {
        int index = branches.indexOf(branch);
        return (value, out) -> {
          out.writeLong(index);
          writer.write(value, out);
        };
      }
    }
    return null;
  }

  private static ColumnWriter split(RowType row, Schema union, String path) {
    List<Schema> branches = union.getTypes();
    RowData.@Nullable FieldGetter[] getters = new RowData.@Nullable FieldGetter[branches.size()];
    @Nullable ColumnWriter[] writers = new @Nullable ColumnWriter[branches.size()];
    for (int i = 0; i < writers.length; i++) {
      if (branches.get(i).getType() != Schema.Type.NULL) {
        int column = row.getFieldIndex(UnionColumns.name(branches.get(i)));
        getters[i] = RowData.createFieldGetter(row.getTypeAt(column), column);
        writers[i] = value(row.getTypeAt(column), branches.get(i), path);
      }
    }
    return (value, out) -> {
      for (int i = 0; i < writers.length; i++) {
        RowData.FieldGetter getter = getters[i];
        ColumnWriter writer = writers[i];
        Object field =
            getter == null ? null : getter.getFieldOrNull((RowData) ScalarWriters.required(value));
        if (field != null && writer != null) {
          out.writeLong(i);
          writer.write(field, out);
          return;
        }
      }
      throw new InvalidValueException("no branch of the union is set", null);
    };
  }

  private static ColumnWriter array(ArrayType type, Schema schema, String path) {
    ColumnWriter element = value(type.getElementType(), schema.getElementType(), path + "[]");
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    return (value, out) -> {
      ArrayData array = (ArrayData) ScalarWriters.required(value);
      int size = array.size();
      if (size > 0) {
        out.writeLong(size);
        for (int i = 0; i < size; i++) {
          element.write(getter.getElementOrNull(array, i), out);
        }
      }
      out.writeLong(0);
    };
  }

  private static @Nullable ColumnWriter map(MapType type, Schema schema, String path) {
    ColumnWriter key = ScalarWriters.of(type.getKeyType(), Schema.create(Schema.Type.STRING));
    if (key == null) {
      return null;
    }
    ColumnWriter element = value(type.getValueType(), schema.getValueType(), path + "{}");
    ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
    ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
    return (value, out) -> {
      MapData map = (MapData) ScalarWriters.required(value);
      int size = map.size();
      if (size > 0) {
        out.writeLong(size);
        ArrayData keyArray = map.keyArray();
        ArrayData valueArray = map.valueArray();
        for (int i = 0; i < size; i++) {
          key.write(keys.getElementOrNull(keyArray, i), out);
          element.write(values.getElementOrNull(valueArray, i), out);
        }
      }
      out.writeLong(0);
    };
  }
}
