// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A codec whose values are their own schemas, and whose encoders and decoders do nothing. */
final class NoCodec implements SchemaCodec<String> {

  /** The schema with this number. */
  static String schema(int number) {
    return "{\"type\":\"record\",\"name\":\"R" + number + "\",\"fields\":[]}";
  }

  @Override
  public SchemaFormat<String> format() {
    return new Texts();
  }

  @Override
  public Object shapeOf(Object value) {
    return value;
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return true;
  }

  @Override
  public String schemaOf(Object value) {
    return (String) value;
  }

  @Override
  public ValueEncoder encoder(String registered, Object sample) {
    return (value, frame) -> frame;
  }

  @Override
  public ValueDecoder decoder(String writer, @Nullable String reader) {
    return new Nothing(writer);
  }

  private record Nothing(Object value) implements ValueDecoder {

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
      return value;
    }

    @Override
    public Object decode(ByteBuffer payload) {
      return value;
    }
  }

  private static final class Texts implements SchemaFormat<String> {

    @Override
    public String type() {
      return "AVRO";
    }

    @Override
    public String parse(ResolvedSchema resolved) {
      return resolved.definition().text();
    }

    @Override
    public SchemaDefinition definition(String schema) {
      return SchemaDefinition.of("AVRO", schema);
    }

    @Override
    public @Nullable String recordName(String schema) {
      return null;
    }

    @Override
    public String flatten(ResolvedSchema resolved) {
      return resolved.definition().text();
    }

    @Override
    public List<Incompatibility> incompatibilities(String reader, String writer) {
      return List.of();
    }
  }
}
