// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.flink.format.FileFormatFactory;
import io.velostream.schema.flink.format.RowFormat;

/**
 * The format of files of Avro records with registered schemas. Flink finds it by its name in
 * statements.
 */
public final class VeloAvroFileFormatFactory extends FileFormatFactory {

  /** Called by Flink. */
  public VeloAvroFileFormatFactory() {
    super(RowFormat.AVRO);
  }
}
