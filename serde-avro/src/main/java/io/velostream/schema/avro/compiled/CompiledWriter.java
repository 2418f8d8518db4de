// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.compiled.write.ValueWriter;
import io.velostream.schema.avro.compiled.write.WriterCompiler;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Writes values of one schema. Safe for use by many threads. */
public final class CompiledWriter {

  private final ValueWriter root;

  private CompiledWriter(ValueWriter root) {
    this.root = root;
  }

  /**
   * Compiles a schema.
   *
   * @param schema the schema that values are written in
   * @param model defines the conversions of logical types and selects the union branch of a value
   * @param policy decides for which record types classes are generated
   * @throws RuntimeException when the schema cannot be compiled; the caller then uses Avro's own
   *     writer
   */
  public static CompiledWriter of(Schema schema, GenericData model, CodeGenerationPolicy policy) {
    return new CompiledWriter(new WriterCompiler(model, policy).compile(schema));
  }

  /**
   * Appends one value.
   *
   * @throws RuntimeException when the value does not match the schema or is not supported; part of
   *     it may have been written, and the caller then uses Avro's own writer
   */
  public void write(Object value, BinaryWriter out) {
    root.write(value, out);
  }
}
