// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.NO_FRAME;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BlockingDirectBinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compiled steps beside Avro's own writers and readers, on schemas and values drawn at random. */
class CompiledCodecTest {

  private static final int WORKERS = 2;
  private static final int CHUNK = 1_000;
  private static final int VALUES = 2;
  private static final int MUTATIONS = 3;

  /** What was seen, so that a test that compares nothing cannot pass. */
  private static final class Tally {
    private int pairs;
    private int compatible;
    private int values;
    private int refused;
    private int faults;
    private int mutated;
    private int mutatedAndRead;
    private int mutatedAndRefused;

    /** Each given up on once, and rightly. */
    private int refusedValues;

    private long givenUp;

    /** The seed of the pair that differed. */
    private long failedAt;

    synchronized void add(Tally other) {
      pairs += other.pairs;
      compatible += other.compatible;
      values += other.values;
      refused += other.refused;
      faults += other.faults;
      mutated += other.mutated;
      mutatedAndRead += other.mutatedAndRead;
      mutatedAndRefused += other.mutatedAndRefused;
      refusedValues += other.refusedValues;
      givenUp += other.givenUp;
      failedAt = other.failedAt == 0 ? failedAt : other.failedAt;
    }
  }

  @Test
  void agreesWithAvroOnRandomPairsOfSchemas() {
    Tally tally = new Tally();
    agree(tally, 20_261_122, 10_000);

    assertThat(tally.compatible).isGreaterThan(tally.pairs / 4);
    assertThat(tally.values).isGreaterThan(tally.pairs);
    assertThat(tally.refused).isPositive();
    assertThat(tally.faults).isLessThan(tally.values / 50);
    assertThat(tally.mutatedAndRead).isBetween(1, tally.mutated - 1);
    assertThat(tally.mutatedAndRefused).isPositive();
    assertThat(tally.givenUp).isZero();
  }

  /** Its last line says what was seen, or where to begin to see a difference again. */
  @Test
  @Tag("fuzz")
  void agreesWithAvroOnAsManyPairsAsAreAskedFor() {
    int pairs = Integer.getInteger("fuzz.pairs", 1_000_000);
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    Tally tally = new Tally();
    boolean isSame = false;
    try {
      agree(tally, seed, pairs);
      isSame = tally.givenUp == 0;
    } finally {
      System.out.printf(
          "%s fuzz seed=%d pairs=%d compatible=%d values=%d mutated=%d given up=%d%n",
          isSame ? "OK" : "FAILED",
          isSame ? seed : tally.failedAt,
          tally.pairs,
          tally.compatible,
          tally.values,
          tally.mutated,
          tally.givenUp);
    }
    assertThat(tally.givenUp).isZero();
  }

  /**
   * In threads of short life, since Avro's reader keeps resolvers for as long as a thread lives.
   */
  private static void agree(Tally tally, long seed, int pairs) {
    AtomicInteger started = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(
          new Thread(
              () -> {
                int from = started.getAndAdd(CHUNK);
                while (from < pairs && failure.get() == null) {
                  Tally own = new Tally();
                  Thread chunk = chunk(own, seed + from, Math.min(CHUNK, pairs - from), failure);
                  join(chunk);
                  tally.add(own);
                  from = started.getAndAdd(CHUNK);
                }
              }));
    }
    workers.forEach(Thread::start);
    workers.forEach(CompiledCodecTest::join);
    if (failure.get() != null) {
      throw new AssertionError(failure.get().getMessage(), failure.get());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread chunk(
      Tally tally, long seed, int pairs, AtomicReference<Throwable> failure) {
    Thread thread =
        new Thread(
            () -> {
              try {
                chunk(tally, seed, pairs);
              } catch (Throwable e) {
                tally.failedAt = seed + tally.pairs - 1;
                failure.compareAndSet(null, e);
              }
            });
    thread.start();
    return thread;
  }

  private static void chunk(Tally tally, long seed, int pairs) throws IOException {
    AvroCodec[] writers = {writing(), writing(AvroKeys.LOGICAL_TYPES, true)};
    int windowSize = (int) Math.floorMod(seed / 1_000, 40L);
    WindowedReads[] readers = {
      new WindowedReads(windowSize), new WindowedReads(windowSize, AvroKeys.LOGICAL_TYPES, true)
    };
    for (int i = 0; i < pairs; i++) {
      int converts = (int) (seed + i) & 1;
      new Pair(random(seed + i), writers[converts], readers[converts], converts == 1, tally).run();
    }
    tally.givenUp =
        Arrays.stream(writers).mapToLong(codec -> codec.fallbacks().values()).sum()
            + Arrays.stream(writers).mapToLong(codec -> codec.fallbacks().schemas()).sum()
            + Arrays.stream(readers).mapToLong(WindowedReads::schemasLeftToAvro).sum()
            - tally.refusedValues;
  }

  /** Seeds in a row would begin with nearly the same numbers. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  /** One pair of schemas with its values. */
  private static final class Pair {
    private static final SpecificModel CONVERTING =
        new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
    private static final SpecificModel PLAIN = new SpecificModel(ClassFinder.none(), List.of());

    private final Random random;
    private final AvroCodec writing;
    private final WindowedReads reading;
    private final SpecificModel model;
    private final Tally tally;
    private final Schema writer;
    private final Schema reader;

    Pair(Random random, AvroCodec writing, WindowedReads reading, boolean converts, Tally tally) {
      this.random = random;
      this.writing = writing;
      this.reading = reading;
      this.model = converts ? CONVERTING : PLAIN;
      this.tally = tally;
      RandomSchemas schemas = new RandomSchemas(random);
      this.writer = raw(schemas.any());
      this.reader = random.nextInt(4) == 0 ? writer : raw(schemas.evolved(writer));
    }

    /** Bytes alone are not encoded as Avro does it. */
    private static Schema raw(Schema schema) {
      return schema.getType() == Schema.Type.BYTES ? Schema.create(Schema.Type.LONG) : schema;
    }

    void run() throws IOException {
      tally.pairs++;
      boolean isCompatible =
          SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
              == SchemaCompatibilityType.COMPATIBLE;
      tally.compatible += isCompatible ? 1 : 0;
      ValueDecoder decoder;
      try {
        decoder = reading.decoder(writer, reader);
      } catch (InvalidSchemaException e) {
        assertThat(isCompatible).as("%s as %s: %s", writer, reader, e).isFalse();
        return;
      }
      ValueDecoder bounded =
          Resolution.withLenientNames(
              () -> new AvroDecoder(() -> new PlainReader(writer, reader, model), false));
      RandomValues values = new RandomValues(random, model);
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
          assertThat(writing.encoder(writer, value).encode(value, NO_FRAME))
              .as("%s in %s", value, writer)
              .isEqualTo(bytes);
        }
        compare(decoder, bytes);
        compare(decoder, written(value, true));
        mutate(decoder, bounded, bytes);
      }
    }

    /** Such as a big decimal in a union where a decimal of fixed scale comes first. */
    private void assertRefusedToo(Object value) {
      if (isOfOwnSchema(value)) {
        ValueEncoder encoder = writing.encoder(writer, value);
        tally.refusedValues++;
        assertThatThrownBy(() -> encoder.encode(value, NO_FRAME))
            .as("%s in %s", value, writer)
            .isInstanceOf(AvroRuntimeException.class);
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
      new GenericDatumWriter<>(writer, model).write(value, out);
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
        byte[] mutated = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
        for (int change = random.nextInt(3); change >= 0 && mutated.length > 0; change--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
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

    /** Whether the reason is none of ours: what is claimed is more than a payload can hold. */
    private static boolean isRefusedByAvroToo(ValueDecoder bounded, byte[] bytes) {
      try {
        bounded.decode(bytes, 0, bytes.length);
        return false;
      } catch (RuntimeException e) {
        String why = String.valueOf(e.getMessage());
        return !why.contains(" claim") && !why.contains("records within records");
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
     * From a stream whose end Avro cannot see: it would take the smallest item of the reader's
     * schema for that of the writer's, and refuse arrays of floats that are read as doubles.
     */
    private Object readByAvro(byte[] bytes) throws IOException {
      InputStream endUnseen = new ByteArrayInputStream(bytes) {};
      Object read =
          new GenericDatumReader<>(writer, reader, model)
              .read(null, DecoderFactory.get().binaryDecoder(endUnseen, null));
      return read instanceof Utf8 text ? text.toString() : read;
    }

    private static Object read(ValueDecoder decoder, byte[] bytes, boolean isInBuffer) {
      try {
        return isInBuffer
            ? decoder.decode(WindowedReads.buffer(bytes, bytes.length % 2 == 0))
            : decoder.decode(bytes, 0, bytes.length);
      } catch (NullPointerException e) {
        return Refused.BY_A_FAULT_OF_AVRO;
      } catch (RuntimeException e) {
        return Refused.YES;
      }
    }

    private void assertSame(Object expected, Object actual, byte[] bytes) {
      if (expected == Refused.BY_A_FAULT_OF_AVRO) {
        tally.faults++;
      } else if (!RandomValues.same(expected, actual)) {
        assertThat(actual)
            .as("%s read from %s as %s", Arrays.toString(bytes), writer, reader)
            .isEqualTo(expected);
        throw new AssertionError(
            "%s and %s differ in their classes, read from %s as %s"
                .formatted(expected, actual, writer, reader));
      }
    }
  }

  private enum Refused {
    YES,

    /** Avro's reader throws a NullPointerException where it skips a map that holds itself. */
    BY_A_FAULT_OF_AVRO
  }
}
