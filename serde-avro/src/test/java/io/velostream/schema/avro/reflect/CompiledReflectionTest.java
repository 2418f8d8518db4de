// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.reflect;

import static io.velostream.schema.avro.Codecs.NO_FRAME;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.RandomSchemas;
import io.velostream.schema.avro.RandomValues;
import io.velostream.schema.avro.WindowedReads;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.ReflectReader;
import io.velostream.schema.avro.fallback.ReflectWriter;
import io.velostream.schema.avro.model.AllowedClasses;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.DateAsLongEncoding;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.reflect.Stringable;
import org.apache.avro.reflect.Union;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiled steps, and the classes made after a while, beside Avro's own writer and reader of
 * classes without a schema.
 */
class CompiledReflectionTest {

  private static final int PAIRS = 150;
  private static final int VALUES = 8;

  enum Level {
    LOW,
    HIGH
  }

  static class Base {
    protected long id;
    @AvroIgnore String ignored = "ignored";
  }

  static class Plain extends Base {
    private boolean flag;
    private byte tiny;
    private short small;
    private char letter;
    private int count;
    private Integer boxed = 0;
    private float ratio;
    private Double price = 0.0;

    @AvroName("label")
    private String name = "";

    @Nullable private String note;
    @Nullable private Long maybe;
    private byte[] raw = {};
    private int[] numbers = {};
    private String[] words = {};
    private Level level = Level.LOW;
    private List<Leaf> leaves = List.of();
    private Set<String> tags = Set.of();
    private Map<String, Leaf> byName = Map.of();
    @Nullable private Plain next;
    private Instant at = Instant.EPOCH;
    private UUID key = new UUID(0, 0);

    @AvroDefault("7")
    private int added;
  }

  static class Leaf {
    private final int number;
    private String text = "";

    private Leaf() {
      number = 0;
    }
  }

  record Row(
      long id,
      boolean flag,
      short small,
      float ratio,
      @AvroName("label") String name,
      @Nullable String note,
      @Nullable Double maybe,
      Optional<String> optional,
      Level level,
      List<Cell> cells,
      Set<Long> numbers,
      Map<String, Cell> named,
      @Nullable Row next,
      Instant at,
      BigDecimal price,
      double[] doubles,
      @AvroDefault("7") int added) {}

  record Cell(int x, String y) {}

  /** What Avro writes as text: by its class, or because the field or the class says so. */
  static class Texts {
    private BigDecimal price = BigDecimal.ONE;
    private BigInteger count = BigInteger.TWO;
    private URI uri = URI.create("a:b");
    private File file = new File("f");
    @Nullable private BigDecimal maybe;
    private List<BigDecimal> list = List.of();
    private BigInteger[] array = {};
    private Map<String, URI> map = Map.of();
    private Map<File, Long> byFile = Map.of();
    private Code code = new Code("c");
    private List<Code> codes = List.of();

    @Stringable private StringBuilder builder = new StringBuilder();
    @Stringable @Nullable private Code label;
    @Stringable private String plain = "";

    @Union({BigDecimal.class, Long.class})
    private Object either = 1L;
  }

  record TextRow(
      BigInteger count,
      @Nullable File file,
      List<URI> uris,
      Code code,
      @Stringable Code label,
      @Stringable @Nullable StringBuilder builder) {}

  @Stringable
  static class Code {
    private final String code;

    Code(String code) {
      this.code = code;
    }

    @Override
    public String toString() {
      return code;
    }
  }

  static class Encoded {
    int number;

    @AvroEncode(using = DateAsLongEncoding.class)
    java.util.Date date = new java.util.Date(0);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Plain.class,
        Leaf.class,
        Row.class,
        Cell.class,
        Encoded.class,
        Texts.class,
        TextRow.class
      })
  void agreesWithAvroOnClassesWithoutSchema(Class<?> type) throws IOException {
    Schema schema = new ReflectModel(ClassFinder.none(), false).getSchema(type);
    int read = 0;
    for (int i = 0; i < PAIRS; i++) {
      Random random = new Random(new SplittableRandom(i).nextLong());
      Schema writer = i % 3 == 0 ? schema : new RandomSchemas(random).evolved(schema);
      read += new Pair(type, writer, schema, random).compare();
    }

    assertThat(read).isGreaterThan(PAIRS * VALUES / 4);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Plain.class, Leaf.class, Row.class, Cell.class, Texts.class, TextRow.class})
  void compilesOrdinaryClasses(Class<?> type) throws IOException {
    AvroCodec reading = reading(AvroKeys.VALUE_TYPE, type);
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    Schema schema = new ReflectModel(ClassFinder.none(), false).getSchema(type);
    ValueDecoder decoder = reading.decoder(schema, null);
    RandomValues values = new RandomValues(new Random(3), Pair.MODEL);

    for (int i = 0; i < 2_000; i++) {
      Object object = Codecs.decode(decoder, Pair.written(values.of(schema), schema));
      Codecs.encode(writing, writing.schemaOf(object), object);
    }

    assertThat(reading.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(writing.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }

  /** A pair of schemas of one class with some values. */
  private static final class Pair {
    private static final SpecificModel MODEL = new SpecificModel(ClassFinder.none(), List.of());

    private final Schema writer;
    private final Schema schema;
    private final RandomValues values;
    private final ReflectModel model;
    private final WindowedReads reading;
    private final AvroCodec writing = writing(AvroKeys.REFLECTION, true);

    Pair(Class<?> type, Schema writer, Schema schema, Random random) {
      this.writer = writer;
      this.schema = schema;
      this.values = new RandomValues(random, MODEL);
      this.reading = new WindowedReads(random.nextInt(40), AvroKeys.VALUE_TYPE, type);
      AllowedClasses allowed = new AllowedClasses(type, List.of(), null);
      this.model = new ReflectModel(allowed, false);
    }

    /** Gives how many values were read. Some are read so often that classes are made. */
    int compare() throws IOException {
      ValueDecoder compiled;
      ValueDecoder avro;
      try {
        avro = new AvroDecoder(() -> new ReflectReader(writer, schema, model), false);
        compiled = reading.decoder(writer, null);
      } catch (InvalidSchemaException e) {
        return 0;
      }
      int read = 0;
      for (int i = 0; i < VALUES; i++) {
        byte[] payload = written(values.of(writer), writer);
        byte[] expected = rewritten(avro, payload, false);
        int times = i == 2 ? 600 : 2;
        for (int time = 0; time < times; time++) {
          assertThat(rewritten(compiled, payload, time % 2 > 0))
              .as("%s as %s", Arrays.toString(payload), writer)
              .isEqualTo(expected);
        }
        read += expected == null ? 0 : 1;
      }
      return read;
    }

    /** The object that was read, written by Avro and by compiled steps; null if it was refused. */
    private byte[] rewritten(ValueDecoder decoder, byte[] payload, boolean isInBuffer) {
      Object object;
      try {
        object =
            isInBuffer
                ? decoder.decode(WindowedReads.buffer(payload, payload.length % 2 == 0))
                : Codecs.decode(decoder, payload);
      } catch (RuntimeException e) {
        return null;
      }
      ValueEncoder avro = new AvroEncoder(new ReflectWriter(schema, model));
      byte[] bytes = avro.encode(object, NO_FRAME);
      assertThat(writing.encoder(writing.schemaOf(object), object).encode(object, NO_FRAME))
          .isEqualTo(bytes);
      return bytes;
    }

    private static byte[] written(Object value, Schema writer) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(writer, MODEL).write(value, out);
      out.flush();
      return bytes.toByteArray();
    }
  }
}
