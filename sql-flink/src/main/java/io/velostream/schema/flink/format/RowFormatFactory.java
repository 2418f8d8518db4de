// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;

/** Makes the formats of statements: reads and checks their options. */
public abstract class RowFormatFactory extends FormatFactory
    implements DeserializationFormatFactory, SerializationFormatFactory {

  protected RowFormatFactory(RowFormat format) {
    super(format);
  }

  @Override
  public final DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig formatOptions) {
    return new RowDecodingFormat(FormatOptions.spec(format, context, formatOptions, false));
  }

  @Override
  public final EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
      DynamicTableFactory.Context context, ReadableConfig formatOptions) {
    return new RowEncodingFormat(FormatOptions.spec(format, context, formatOptions, true));
  }
}
