// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Writes rows. */
record RowEncodingFormat(RowSpec spec) implements EncodingFormat<SerializationSchema<RowData>> {

  @Override
  public SerializationSchema<RowData> createRuntimeEncoder(
      DynamicTableSink.Context context, DataType physicalDataType) {
    RowType columns = (RowType) physicalDataType.getLogicalType();
    spec.requireKnownTypes(columns);
    return new RowSerializationSchema(spec.of(columns, List.of()));
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }
}
