// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.compiled.write.WriteCompiler;
import io.velostream.schema.avro.compiled.write.WriteStep;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Writes values of one schema. Safe for use by many threads. */
public final class CompiledWriter {

  private final WriteStep root;

  private CompiledWriter(WriteStep root) {
    this.root = root;
  }

  /**
   * Compiles a schema.
   *
   * @param schema the schema that values are written in
   * @param model says what logical types are converted, and which branch of a union a value is of
   * @param policy says for which record types classes are made
   * @throws RuntimeException when this cannot be done, so that Avro has to write these values
   */
  public static CompiledWriter of(Schema schema, GenericData model, ClassPolicy policy) {
    return new CompiledWriter(new WriteCompiler(model, policy).compile(schema));
  }

  /**
   * Writes one value after what is there.
   *
   * @throws RuntimeException when the value is not of the schema, or of an unusual kind, and Avro
   *     has to be asked; part of it may have been written
   */
  public void write(Object value, BinaryWriter out) {
    root.write(value, out);
  }
}
