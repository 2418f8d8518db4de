// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The source of Flink's Kafka connector for a query that asks for some of the columns. The
 * connector knows no projection, but its formats find columns by name: for other columns, its
 * source is made again, for a table that has no more than those.
 */
final class ProjectedSource
    implements ScanTableSource,
        SupportsProjectionPushDown,
        SupportsReadingMetadata,
        SupportsWatermarkPushDown {

  private final DynamicTableSourceFactory factory;
  private final DynamicTableFactory.Context context;
  private final ResolvedCatalogTable table;
  private ScanTableSource source;

  ProjectedSource(
      ScanTableSource source,
      DynamicTableSourceFactory factory,
      DynamicTableFactory.Context context,
      ResolvedCatalogTable table) {
    this.source = source;
    this.factory = factory;
    this.context = context;
    this.table = table;
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  /** Called before metadata and watermarks are applied. */
  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    List<Column> columns =
        table.getResolvedSchema().getColumns().stream().filter(Column::isPhysical).toList();
    List<Column> projected =
        Arrays.stream(projectedFields).map(path -> columns.get(path[0])).toList();
    ResolvedCatalogTable narrow =
        new ResolvedCatalogTable(table.getOrigin(), ResolvedSchema.of(projected));
    source = (ScanTableSource) factory.createDynamicTableSource(new TableContext(context, narrow));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return ((SupportsReadingMetadata) source).listReadableMetadata();
  }

  @Override
  public void applyReadableMetadata(List<String> metadataKeys, DataType producedDataType) {
    ((SupportsReadingMetadata) source).applyReadableMetadata(metadataKeys, producedDataType);
  }

  @Override
  public boolean supportsMetadataProjection() {
    return ((SupportsReadingMetadata) source).supportsMetadataProjection();
  }

  @Override
  public void applyWatermark(WatermarkStrategy<RowData> watermarkStrategy) {
    ((SupportsWatermarkPushDown) source).applyWatermark(watermarkStrategy);
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return source.getChangelogMode();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext scan) {
    return source.getScanRuntimeProvider(scan);
  }

  @Override
  public DynamicTableSource copy() {
    return new ProjectedSource((ScanTableSource) source.copy(), factory, context, table);
  }

  @Override
  public String asSummaryString() {
    return source.asSummaryString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProjectedSource projected && projected.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
