// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static io.velostream.schema.avro.Codecs.NO_FRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.RandomSchemas;
import io.velostream.schema.avro.RandomValues;
import io.velostream.schema.avro.WindowedReads;
import io.velostream.schema.avro.codec.StringDecoder;
import io.velostream.schema.avro.compiled.io.ArrayFactory;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BlockingDirectBinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** One pair of schemas with its values. */
final class RandomPair {

  private static final int VALUES = 2;
  private static final int MUTATIONS = 3;

  private final Random random;
  private final CodecPair codecs;
  private final CodecTally tally;
  private final Schema writer;
  private final Schema reader;

  RandomPair(Random random, CodecPair codecs, CodecTally tally) {
    this.random = random;
    this.codecs = codecs;
    this.tally = tally;
    RandomSchemas schemas = new RandomSchemas(random);
    this.writer = raw(schemas.any());
    this.reader = random.nextInt(4) == 0 ? writer : raw(evolved(schemas, writer));
  }

  private RandomPair(RandomPair pair, Schema reader) {
    this.random = pair.random;
    this.codecs = pair.codecs;
    this.tally = pair.tally;
    this.writer = pair.writer;
    this.reader = reader;
  }

  /** As a registry gives it: a name has one meaning in it, whatever was drawn. */
  private static Schema evolved(RandomSchemas schemas, Schema writer) {
    while (true) {
      try {
        return new Schema.Parser().parse(schemas.evolved(writer).toString());
      } catch (SchemaParseException e) {
        // drawn again: Avro 1.11 writes no schema in which a name has two meanings
      }
    }
  }

  /** Bytes alone are not encoded as Avro does it. */
  private static Schema raw(Schema schema) {
    return schema.getType() == Schema.Type.BYTES ? Schema.create(Schema.Type.LONG) : schema;
  }

  void run() throws IOException {
    tally.pairs++;
    tally.compatible += AvroFormat.INSTANCE.incompatibilities(reader, writer).isEmpty() ? 1 : 0;
    ValueDecoder decoder;
    try {
      decoder = codecs.reading().decoder(writer, reader);
    } catch (InvalidSchemaException e) {
      assertAvroReadsNothing(e);
      return;
    }
    ValueDecoder bounded;
    try {
      bounded =
          SchemaResolution.withLenientNames(
              () ->
                  new AvroDecoder(() -> new SpecificReader(writer, reader, codecs.model()), false));
      bounded = writer.getType() == Schema.Type.STRING ? new StringDecoder(bounded) : bounded;
    } catch (InvalidSchemaException e) {
      readWithoutAvro(decoder);
      return;
    }
    RandomValues values = new RandomValues(random, codecs.model());
    for (int i = 0; i < VALUES; i++) {
      Object value = values.of(writer);
      byte[] bytes;
      try {
        bytes = written(value, false);
      } catch (AvroRuntimeException e) {
        assertRefusedToo(value);
        continue;
      }
      if (isOfOwnSchema(value)) {
        assertThat(codecs.writing().encoder(writer, value).encode(value, NO_FRAME))
            .as("%s in %s", value, writer)
            .isEqualTo(bytes);
      }
      compare(decoder, bytes);
      compare(decoder, written(value, true));
      mutate(decoder, bounded, bytes);
    }
  }

  private void assertAvroReadsNothing(InvalidSchemaException why) throws IOException {
    tally.refusedPairs++;
    RandomValues values = new RandomValues(random, codecs.model());
    for (int i = 0; i < VALUES; i++) {
      byte[] bytes = writtenIfItCanBe(values.of(writer));
      if (bytes != null) {
        assertThat(ofAvro(bytes))
            .as("%s read from %s as %s: %s", Arrays.toString(bytes), writer, reader, why)
            .isInstanceOf(Refused.class);
      }
    }
  }

  /**
   * Avro has no reader for such a pair, but mostly for one whose reader has defaults where it
   * lacked them: what can be read at all, that one reads as well, and all else is refused in words
   * of ours.
   */
  private void readWithoutAvro(ValueDecoder decoder) throws IOException {
    tally.unresolvedPairs++;
    RandomPair mended = new RandomPair(this, RandomSchemas.withDefaults(reader));
    RandomValues values = new RandomValues(random, codecs.model());
    for (int i = 0; i < VALUES; i++) {
      byte[] bytes = writtenIfItCanBe(values.of(writer));
      if (bytes == null) {
        continue;
      }
      assertThat(ofAvro(bytes)).isEqualTo(Refused.BY_A_FAULT_OF_AVRO);
      assertThat(read(decoder, mutated(bytes), true)).isNotEqualTo(Refused.BY_A_FAULT_OF_AVRO);
      Object read;
      try {
        read = decoder.decode(bytes, 0, bytes.length);
      } catch (InvalidValueException e) {
        assertThat(e).hasMessageContaining(writer.getFullName()).hasMessageContaining("lacks");
        continue;
      }
      tally.unresolvedAndRead++;
      Object expected = mended.ofAvro(bytes);
      if (expected != Refused.BY_A_FAULT_OF_AVRO) {
        assertThat(String.valueOf(read))
            .as("%s read from %s as %s", Arrays.toString(bytes), writer, reader)
            .isEqualTo(String.valueOf(expected));
      }
    }
  }

  private byte @Nullable [] writtenIfItCanBe(Object value) throws IOException {
    try {
      return written(value, false);
    } catch (AvroRuntimeException e) {
      return null;
    }
  }

  /** Such as a big decimal in a union where a decimal of fixed scale comes first. */
  private void assertRefusedToo(Object value) {
    if (isOfOwnSchema(value)) {
      ValueEncoder encoder = codecs.writing().encoder(writer, value);
      tally.refusedValues++;
      assertThatThrownBy(() -> encoder.encode(value, NO_FRAME))
          .as("%s in %s", value, writer)
          .isInstanceOf(InvalidValueException.class);
    }
  }

  private boolean isOfOwnSchema(Object value) {
    return writer.getType() != Schema.Type.UNION
        && (value instanceof GenericContainer
            || value instanceof Collection
            || value instanceof Map);
  }

  private byte[] written(Object value, boolean inBlocks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder out =
        inBlocks
            ? new BlockingDirectBinaryEncoder(bytes)
            : EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(writer, codecs.model()).write(value, out);
    out.flush();
    return bytes.toByteArray();
  }

  private void compare(ValueDecoder decoder, byte[] bytes) {
    Object ofAvro = ofAvro(bytes);
    tally.values++;
    tally.refused += ofAvro == Refused.YES ? 1 : 0;
    assertSame(ofAvro, read(decoder, bytes, false), bytes);
    assertSame(ofAvro, read(decoder, bytes, true), bytes);
  }

  private void mutate(ValueDecoder decoder, ValueDecoder bounded, byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutated(bytes);
      Object read = read(decoder, mutated, random.nextBoolean());
      tally.mutated++;
      assertSame(read(bounded, mutated, false), read, mutated);
      if (read != Refused.YES) {
        tally.mutatedAndRead++;
        assertSame(ofAvro(mutated), read, mutated);
      } else if (isRefusedByAvroToo(bounded, mutated)) {
        tally.mutatedAndRefused++;
        assertThat(ofAvro(mutated))
            .as("%s of %s as %s", Arrays.toString(mutated), writer, reader)
            .isInstanceOf(Refused.class);
      }
    }
  }

  private byte[] mutated(byte[] bytes) {
    byte[] mutated = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
    for (int change = random.nextInt(3); change >= 0 && mutated.length > 0; change--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
    }
    return mutated;
  }

  /**
   * Whether the reason is none of our own limits: what is claimed is more than a payload can hold,
   * or too many values take no byte of it.
   */
  private static boolean isRefusedByAvroToo(ValueDecoder bounded, byte[] bytes) {
    try {
      bounded.decode(bytes, 0, bytes.length);
      return false;
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      return !why.contains(" claim")
          && !why.contains("levels of nested records")
          && !why.contains(BinaryReader.TOO_MANY_ZERO_WIDTH);
    }
  }

  private Object ofAvro(byte[] bytes) {
    try {
      return readByAvro(bytes);
    } catch (NullPointerException e) {
      return Refused.BY_A_FAULT_OF_AVRO;
    } catch (IOException | RuntimeException e) {
      return Refused.YES;
    }
  }

  /**
   * From a stream whose end Avro cannot see: it would take the smallest item of the reader's schema
   * for that of the writer's, and refuse arrays of floats that are read as doubles.
   */
  private Object readByAvro(byte[] bytes) throws IOException {
    InputStream endUnseen = new ByteArrayInputStream(bytes) {};
    Object read =
        new ReaderOfAvro(writer, reader, codecs.model())
            .read(null, DecoderFactory.get().binaryDecoder(endUnseen, null));
    return writer.getType() == Schema.Type.STRING && read instanceof Utf8 text
        ? text.toString()
        : read;
  }

  /** But for the arrays of Avro 1.12.0, which do not take what its conversions give. */
  private static final class ReaderOfAvro extends GenericDatumReader<Object> {

    ReaderOfAvro(Schema writer, Schema reader, GenericData model) {
      super(writer, reader, model);
    }

    @Override
    protected Object newArray(Object old, int size, Schema schema) {
      return ArrayFactory.of(old, size, schema, getData());
    }
  }

  private static Object read(ValueDecoder decoder, byte[] bytes, boolean isInBuffer) {
    try {
      return isInBuffer
          ? decoder.decode(WindowedReads.buffer(bytes, bytes.length % 2 == 0))
          : decoder.decode(bytes, 0, bytes.length);
    } catch (RuntimeException e) {
      return isFault(e) ? Refused.BY_A_FAULT_OF_AVRO : Refused.YES;
    }
  }

  /** Also where the place in the record is said in words around it. */
  private static boolean isFault(RuntimeException thrown) {
    return thrown instanceof NullPointerException
        || thrown.getCause() instanceof NullPointerException;
  }

  private void assertSame(Object expected, Object actual, byte[] bytes) {
    if (expected == Refused.BY_A_FAULT_OF_AVRO) {
      tally.faults++;
    } else if (!RandomValues.same(expected, actual)) {
      throw new AssertionError(
          "%s and %s differ, or their classes do, read from %s of %s as %s"
              .formatted(expected, actual, Arrays.toString(bytes), writer, reader));
    }
  }

  private enum Refused {
    YES,

    /** Avro's reader throws a NullPointerException where it skips a map that holds itself. */
    BY_A_FAULT_OF_AVRO
  }
}
