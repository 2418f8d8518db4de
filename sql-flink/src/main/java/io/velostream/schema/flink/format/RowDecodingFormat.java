// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.flink.row.RowMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Reads rows, with no more columns than are asked for. */
final class RowDecodingFormat
    implements ProjectableDecodingFormat<DeserializationSchema<RowData>>,
        DecodingFormat<DeserializationSchema<RowData>> {

  private final RowSpec spec;
  private List<String> metadata = List.of();

  RowDecodingFormat(RowSpec spec) {
    this.spec = spec;
  }

  @Override
  public DeserializationSchema<RowData> createRuntimeDecoder(
      DynamicTableSource.Context context, DataType physicalDataType, int[][] projections) {
    DataType columns = Projection.of(projections).project(physicalDataType);
    spec.requireKnownTypes((RowType) columns.getLogicalType());
    List<DataTypes.Field> produced = new ArrayList<>(DataType.getFields(columns));
    Map<String, DataType> readable = RowMetadata.readable();
    metadata.forEach(key -> produced.add(DataTypes.FIELD(key, readable.get(key))));
    return new RowDeserializationSchema(
        spec.of((RowType) columns.getLogicalType(), metadata),
        context.createTypeInformation(DataTypes.ROW(produced)));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return RowMetadata.readable();
  }

  @Override
  public void applyReadableMetadata(List<String> metadataKeys) {
    metadata = List.copyOf(metadataKeys);
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }
}
