// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.flink.format.FileFormatFactory;
import io.velostream.schema.flink.format.RowFormat;

/**
 * The format of files of JSON Schema records with registered schemas. Flink finds it by its name in
 * statements.
 */
public final class VeloJsonSchemaFileFormatFactory extends FileFormatFactory {

  /** Called by Flink. */
  public VeloJsonSchemaFileFormatFactory() {
    super(RowFormat.JSON);
  }
}
