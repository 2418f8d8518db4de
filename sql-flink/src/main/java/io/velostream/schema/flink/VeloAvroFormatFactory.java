// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.flink.format.RowFormat;
import io.velostream.schema.flink.format.RowFormatFactory;

/** The format of Avro with registered schemas. Flink finds it by its name in statements. */
public final class VeloAvroFormatFactory extends RowFormatFactory {

  /** Called by Flink. */
  public VeloAvroFormatFactory() {
    super(RowFormat.AVRO);
  }
}
