// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.subject;

import io.velostream.schema.model.SchemaCodec;
import org.jspecify.annotations.Nullable;

/**
 * A value's own schema, created lazily. Confined to one thread.
 *
 * @param <S> the format's parsed schema
 */
public final class LazyValueSchema<S> {

  private final SchemaCodec<S> codec;
  private final Object value;
  private @Nullable S schema;

  public LazyValueSchema(SchemaCodec<S> codec, Object value) {
    this.codec = codec;
    this.value = value;
  }

  Object value() {
    return value;
  }

  /** Whether the value has a schema. */
  public boolean exists() {
    return codec.hasOwnSchema(value);
  }

  public S schema() {
    S computed = schema;
    if (computed == null) {
      computed = codec.schemaOf(value);
      schema = computed;
    }
    return computed;
  }

  @Nullable String recordName() {
    return codec.format().recordName(schema());
  }
}
