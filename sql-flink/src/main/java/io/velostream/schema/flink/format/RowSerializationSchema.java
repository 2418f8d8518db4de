// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Writes rows as records of a registered schema. */
final class RowSerializationSchema implements SerializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final RowSpec spec;
  private transient @Nullable RowEngine engine;

  RowSerializationSchema(RowSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open(InitializationContext context) {
    engine = SharedEngines.ofThisJvm().acquire(spec, context.getUserCodeClassLoader());
  }

  @Override
  public byte @Nullable [] serialize(RowData row) {
    RowEngine opened = engine;
    if (opened == null) {
      throw new IllegalStateException("the format is not opened");
    }
    return opened.write(row);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSerializationSchema schema && schema.spec.equals(spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }
}
