// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.read.ValueReader;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Reads values of one pair of schemas. Safe for use by many threads. */
public final class CompiledReader {

  private final ValueReader root;

  private CompiledReader(ValueReader root) {
    this.root = root;
  }

  /**
   * Compiles a pair of schemas.
   *
   * @param pair the schema that data was written in, and the one that it is read as
   * @param model defines the classes of objects and the conversions
   * @param stringClasses returns the class for the strings of a schema, or for the keys of a map
   *     schema: {@link String}, {@link CharSequence} for Avro's {@code Utf8}, or another class
   * @param policy decides for which record types classes are generated
   * @param castMode which values are changed so that they mean the same to the reader
   * @throws RuntimeException when the pair cannot be compiled; the caller then uses Avro's own
   *     reader
   */
  public static CompiledReader of(
      ResolvedPair pair,
      SpecificData model,
      Function<Schema, Class<?>> stringClasses,
      CodeGenerationPolicy policy,
      CastMode castMode) {
    ReaderCompiler compiler = new ReaderCompiler(model, stringClasses, policy, castMode);
    return new CompiledReader(compiler.compile(pair));
  }

  /**
   * Reads one value.
   *
   * @throws RuntimeException when the bytes may be invalid or are not supported; the caller then
   *     uses Avro's own reader
   */
  public @Nullable Object read(BinaryReader in) {
    return root.read(in);
  }
}
