// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Compiles readers of one writer schema into rows. Columns are found by name; fields without a
 * column are passed over. A column without a field takes the default of the reader schema, if there
 * is one that has it, else null.
 */
final class ReaderCompiler {

  private final Skippers skippers = new Skippers();

  /**
   * Compiles the reader of a payload.
   *
   * @param writer the schema of the payload
   * @param reader the schema that names defaults and aliases; null if there is none
   * @param metadata the values behind the last column
   * @throws InvalidSchemaException naming the column that the schema does not fit
   */
  RecordReader payload(
      Schema writer, @Nullable Schema reader, RowType row, @Nullable Object[] metadata) {
    if (writer.getType() != Schema.Type.RECORD) {
      throw new InvalidSchemaException(
          "rows are read from Avro records only, not from " + writer.getType().getName());
    }
    return record(writer, recordOf(reader), row, "", metadata, true);
  }

  private RecordReader record(
      Schema writer,
      @Nullable Schema reader,
      RowType row,
      String path,
      @Nullable Object[] metadata,
      boolean mayEndEarly) {
    int count = row.getFieldCount();
    @Nullable Object[] template = new @Nullable Object[count + metadata.length];
    System.arraycopy(metadata, 0, template, count, metadata.length);
    Map<Integer, Integer> columns = new HashMap<>();
    for (int i = 0; i < count; i++) {
      RowType.RowField column = row.getFields().get(i);
      Schema.Field named = reader == null ? null : reader.getField(column.getName());
      Schema.Field written = written(writer, column.getName(), named);
      if (written != null) {
        columns.put(written.pos(), i);
      } else {
        template[i] = absent(named, column, path + column.getName(), writer);
      }
    }
    List<RecordReader.Step> steps = new ArrayList<>();
    int last = columns.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    for (Schema.Field field : writer.getFields()) {
      if (mayEndEarly && field.pos() > last) {
        break;
      }
      steps.add(step(field, columns.get(field.pos()), reader, row, path));
    }
    return new RecordReader(steps.toArray(RecordReader.Step[]::new), template);
  }

  private RecordReader.Step step(
      Schema.Field field,
      @Nullable Integer column,
      @Nullable Schema reader,
      RowType row,
      String path) {
    if (column == null) {
      return new RecordReader.Step(field.name(), -1, null, skippers.of(field.schema()));
    }
    RowType.RowField target = row.getFields().get(column);
    Schema.Field named = reader == null ? null : reader.getField(target.getName());
    Schema inner = named == null ? null : named.schema();
    ColumnReader value = value(field.schema(), inner, target.getType(), path + target.getName());
    return new RecordReader.Step(field.name(), column, value, null);
  }

  private static Schema.@Nullable Field written(
      Schema writer, String name, Schema.@Nullable Field named) {
    Schema.Field same = writer.getField(name);
    if (same != null || named == null) {
      return same;
    }
    return named.aliases().stream()
        .map(writer::getField)
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Object absent(
      Schema.@Nullable Field named, RowType.RowField column, String path, Schema writer) {
    if (named != null && named.hasDefaultValue()) {
      byte[] encoded = DefaultValues.encoded(named);
      ColumnReader reader = value(named.schema(), null, column.getType(), path);
      return reader.read(new AvroInput(encoded, 0, encoded.length));
    }
    if (!column.getType().isNullable()) {
      throw new InvalidSchemaException(
          "column "
              + path
              + " is NOT NULL, and the schema "
              + writer.getFullName()
              + " has no such field; declare the column nullable, or set"
              + " use.latest.version=true if the newest version has a default for it");
    }
    return null;
  }

  private ColumnReader value(
      Schema writer, @Nullable Schema reader, LogicalType type, String path) {
    return value(writer, reader, type, path, writer);
  }

  /**
   * Compiles the reader of a value.
   *
   * @param whole the schema of the column, for the message: the union of which writer is a branch
   */
  private ColumnReader value(
      Schema writer, @Nullable Schema reader, LogicalType type, String path, Schema whole) {
    if (writer.getType() == Schema.Type.UNION) {
      return union(writer, reader, type, path);
    }
    ColumnReader found =
        switch (writer.getType()) {
          case RECORD ->
              type instanceof RowType row
                  ? record(writer, recordOf(reader), row, path + ".", new Object[0], false)
                  : null;
          case ARRAY -> type instanceof ArrayType array ? array(writer, reader, array, path) : null;
          case MAP -> type instanceof MapType map ? map(writer, reader, map, path) : null;
          default -> ScalarReaders.of(writer, type);
        };
    if (found == null) {
      throw new InvalidSchemaException(
          "column "
              + path
              + " of type "
              + type.asSummaryString()
              + " cannot hold values of the Avro type "
              + (writer.getLogicalType() == null ? "" : writer.getLogicalType().getName() + " of ")
              + writer.getType().getName()
              + (whole.equals(writer) ? "" : ", one of the types of a union")
              + "; declare it as "
              + AvroTypes.columnTypeOrNone(whole));
    }
    return found;
  }

  private static @Nullable Schema recordOf(@Nullable Schema reader) {
    if (reader != null && reader.getType() == Schema.Type.UNION) {
      List<Schema> records =
          reader.getTypes().stream().filter(each -> each.getType() == Schema.Type.RECORD).toList();
      return records.size() == 1 ? records.get(0) : null;
    }
    return reader != null && reader.getType() == Schema.Type.RECORD ? reader : null;
  }

  private ColumnReader union(Schema union, @Nullable Schema reader, LogicalType type, String path) {
    List<Schema> branches = union.getTypes();
    boolean isSplit = UnionColumns.isSplit(branches, type);
    List<Schema> types =
        branches.stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    ColumnReader[] readers = new ColumnReader[branches.size()];
    for (int i = 0; i < readers.length; i++) {
      Schema branch = branches.get(i);
      if (branch.getType() == Schema.Type.NULL) {
        readers[i] = nullReader(type);
      } else if (isSplit) {
        readers[i] = splitBranch(branch, (RowType) type, path);
      } else {
        readers[i] = value(branch, reader, type, path, types.size() > 1 ? union : branch);
      }
    }
    return in -> readers[Skippers.branch(in, readers.length)].read(in);
  }

  private static ColumnReader nullReader(LogicalType type) {
    return type.isNullable()
        ? in -> null
        : in -> {
          throw new InvalidValueException("null stands in a column that is NOT NULL", null);
        };
  }

  private ColumnReader splitBranch(Schema branch, RowType row, String path) {
    String name = UnionColumns.name(branch);
    int column = row.getFieldIndex(name);
    if (column < 0) {
      throw new InvalidSchemaException(
          "column " + path + " has no field " + name + " for a branch of the union");
    }
    ColumnReader value = value(branch, null, row.getTypeAt(column), path + "." + name);
    return in -> {
      GenericRowData only = new GenericRowData(row.getFieldCount());
      only.setField(column, value.read(in));
      return only;
    };
  }

  private ColumnReader array(Schema writer, @Nullable Schema reader, ArrayType type, String path) {
    Schema inner =
        reader != null && reader.getType() == Schema.Type.ARRAY ? reader.getElementType() : null;
    ColumnReader element =
        value(writer.getElementType(), inner, type.getElementType(), path + "[]");
    return in -> {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int n = in.readBlockCount(0); n != 0; n = in.readBlockCount(elements.size())) {
        for (int i = 0; i < n; i++) {
          elements.add(element.read(in));
        }
      }
      return new GenericArrayData(elements.toArray());
    };
  }

  private @Nullable ColumnReader map(
      Schema writer, @Nullable Schema reader, MapType type, String path) {
    if (!type.getKeyType().is(LogicalTypeRoot.VARCHAR)
        && !type.getKeyType().is(LogicalTypeRoot.CHAR)) {
      return null;
    }
    Schema inner =
        reader != null && reader.getType() == Schema.Type.MAP ? reader.getValueType() : null;
    ColumnReader value = value(writer.getValueType(), inner, type.getValueType(), path + "{}");
    ColumnReader key = value(Schema.create(Schema.Type.STRING), null, type.getKeyType(), path);
    return in -> {
      Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
      for (int n = in.readBlockCount(0); n != 0; n = in.readBlockCount(entries.size())) {
        for (int i = 0; i < n; i++) {
          StringData name = (StringData) key.read(in);
          entries.put(name, value.read(in));
        }
      }
      return new GenericMapData(entries);
    };
  }
}
