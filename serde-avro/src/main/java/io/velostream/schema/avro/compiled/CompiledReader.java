// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.read.ReadStep;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Reads values of one pair of schemas. Safe for use by many threads. */
public final class CompiledReader {

  private final ReadStep root;

  private CompiledReader(ReadStep root) {
    this.root = root;
  }

  /**
   * Compiles a pair of schemas.
   *
   * @param pair the schema that data was written in, and the one that it is read as
   * @param model says which classes are made and what is converted
   * @param stringClasses as which class a schema of strings, or of a map with strings for keys,
   *     wants them: {@link String}, {@link CharSequence} for Avro's own, or another one
   * @param policy says for which record types classes are made
   * @param changes which values are changed so that they mean the same to the reader
   * @throws RuntimeException when this cannot be done, so that Avro has to read such data
   */
  public static CompiledReader of(
      Resolved pair,
      SpecificData model,
      Function<Schema, Class<?>> stringClasses,
      ClassPolicy policy,
      Changes changes) {
    ReadCompiler compiler = new ReadCompiler(model, stringClasses, policy, changes);
    return new CompiledReader(compiler.value(pair));
  }

  /**
   * Reads one value.
   *
   * @throws RuntimeException when the bytes may be wrong, or are of an unusual kind, and Avro has
   *     to be asked
   */
  public @Nullable Object read(BinaryReader in) {
    return root.read(in);
  }
}
