// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.ArrayFactory;
import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.model.StringClass;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads generic values and generated classes. */
public final class SpecificReader extends SpecificDatumReader<Object>
    implements BoundedDatumReader {

  private final ResolvingDecoder resolver;
  private final SpecificModel model;
  private final ZeroWidthRecordCounter zeroWidthCounter;
  private final CurrentField currentField = new CurrentField();
  private int depth;
  private @Nullable BoundedDecoder payload;

  public SpecificReader(Schema writer, Schema reader, SpecificModel model) {
    super(writer, reader, model);
    this.model = model;
    this.resolver = BoundedDatumReader.newResolver(writer, reader);
    this.zeroWidthCounter = new ZeroWidthRecordCounter(writer, reader);
  }

  @Override
  public CurrentField currentField() {
    return currentField;
  }

  @Override
  public @Nullable Object read(BoundedDecoder payload) throws IOException {
    depth = 0;
    currentField.clear();
    this.payload = payload;
    resolver.configure(payload);
    Object value = read(null, getExpected(), resolver);
    resolver.drain();
    return value;
  }

  @Override
  protected Object readRecord(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    if (++depth > AvroLimits.MAX_DEPTH) {
      throw AvroLimits.payloadTooDeep();
    }
    BoundedDecoder from = Objects.requireNonNull(payload);
    int before = from.remaining();
    Object record = super.readRecord(old, expected, in);
    depth--;
    zeroWidthCounter.count(from, before, expected);
    return record;
  }

  @Override
  protected void readField(
      Object record,
      Schema.Field field,
      @Nullable Object old,
      ResolvingDecoder in,
      @Nullable Object state)
      throws IOException {
    Supplier<String> before = currentField.enter(record, field);
    super.readField(record, field, old, in, state);
    currentField.leave(before);
  }

  @Override
  protected Object newArray(@Nullable Object old, int size, Schema schema) {
    return ArrayFactory.of(old, size, schema, model);
  }

  @Override
  protected Class<?> findStringClass(Schema schema) {
    return StringClass.of(schema, model.classes());
  }
}
