// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads records of a registered schema as rows. */
final class RowDeserializationSchema implements DeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final RowSpec spec;
  private final TypeInformation<RowData> type;
  private transient @Nullable RowEngine engine;
  private transient @Nullable RuntimeException openFailure;
  private transient @Nullable Counter skipped;

  RowDeserializationSchema(RowSpec spec, TypeInformation<RowData> type) {
    this.spec = spec;
    this.type = type;
  }

  /**
   * Opens the engine. A failure is thrown by the first record: Flink ends the whole task manager,
   * without the message, if the format of a source throws here.
   */
  @Override
  public void open(InitializationContext context) {
    try {
      engine = SharedEngines.ofThisJvm().acquire(spec, context.getUserCodeClassLoader());
      openFailure = null;
    } catch (RuntimeException e) {
      openFailure = e;
    }
    skipped = context.getMetricGroup().counter("numRecordsUnreadable");
  }

  /** Returns null for a tombstone, and for a record that cannot be read where those are skipped. */
  @Override
  public @Nullable RowData deserialize(byte @Nullable [] message) throws IOException {
    if (message == null) {
      return null;
    }
    RowEngine opened = engine;
    RuntimeException failure = openFailure;
    if (failure != null) {
      throw new IllegalStateException(
          "the format of topic " + spec.topic() + " cannot be opened: " + failure.getMessage(),
          failure);
    }
    if (opened == null) {
      throw new IllegalStateException("the format is not opened");
    }
    RowData row = opened.read(message);
    if (row == null && skipped != null) {
      skipped.inc();
    }
    return row;
  }

  @Override
  public void deserialize(byte @Nullable [] message, Collector<RowData> out) throws IOException {
    RowData row = deserialize(message);
    if (row != null) {
      out.collect(row);
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowDeserializationSchema schema && schema.spec.equals(spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }
}
