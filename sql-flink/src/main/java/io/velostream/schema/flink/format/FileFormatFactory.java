// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.impl.StreamFormatAdapter;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes the formats of files: records as in Kafka, each behind its length in four bytes. The
 * formats of topics cannot be used for files, since the file-system connector separates records by
 * line feeds, which binary records may contain.
 */
public abstract class FileFormatFactory extends FormatFactory
    implements BulkReaderFormatFactory, BulkWriterFormatFactory {

  protected FileFormatFactory(RowFormat format) {
    super(format);
  }

  @Override
  public final BulkDecodingFormat<RowData> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig formatOptions) {
    return new Reading(FormatOptions.spec(format, context, formatOptions, false));
  }

  @Override
  public final EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
      DynamicTableFactory.Context context, ReadableConfig formatOptions) {
    return new Writing(FormatOptions.spec(format, context, formatOptions, true));
  }

  private record Reading(RowSpec spec)
      implements BulkDecodingFormat<RowData>,
          ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> {

    @Override
    public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType physicalDataType, int[][] projections) {
      DataType columns = Projection.of(projections).project(physicalDataType);
      return new StreamFormatAdapter<>(
          new RecordFileReader(
              spec.of((RowType) columns.getLogicalType(), List.of()),
              context.createTypeInformation(columns)));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }

  private record Writing(RowSpec spec) implements EncodingFormat<BulkWriter.Factory<RowData>> {

    @Override
    public BulkWriter.Factory<RowData> createRuntimeEncoder(
        DynamicTableSink.Context context, DataType physicalDataType) {
      RowSpec rows = spec.of((RowType) physicalDataType.getLogicalType(), List.of());
      return out -> new RecordFileWriter(rows, out);
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
