// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Converts records. Its fields are set once, before it is used, as they may refer to itself. */
final class AvroRecordConverter implements AvroConverter {

  /** Where a value of the new record comes from; takes the old record. */
  @FunctionalInterface
  interface Source {
    @Nullable Object value(IndexedRecord old);
  }

  private final Schema before;
  private final Schema after;
  private final String path;
  private List<Source> fields = List.of();

  AvroRecordConverter(Schema before, Schema after, String path) {
    this.before = before;
    this.after = after;
    this.path = path;
  }

  void setFields(List<Source> sources) {
    fields = sources;
  }

  @Override
  public Object convert(@Nullable Object value) {
    if (!(value instanceof IndexedRecord old)
        || old.getSchema().getFields().size() != before.getFields().size()) {
      throw AvroContainers.wrongClass(path, "a record " + before.getFullName(), value);
    }
    GenericData.Record record = new GenericData.Record(after);
    for (int i = 0; i < fields.size(); i++) {
      record.put(i, fields.get(i).value(old));
    }
    return record;
  }
}
