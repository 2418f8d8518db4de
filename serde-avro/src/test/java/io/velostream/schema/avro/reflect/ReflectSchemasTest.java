// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.reflect;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.AvroAlias;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroDoc;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroMeta;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.reflect.Stringable;
import org.apache.avro.reflect.Union;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reflection makes of classes: what Avro makes of them where it can, and no silent loss. */
public class ReflectSchemasTest {

  enum Colour {
    RED,
    GREEN
  }

  /** Numbers and texts of the JDK. */
  public static class Numbers {
    BigDecimal decimal = new BigDecimal("12.340");
    BigInteger integer = new BigInteger("123456789012345678901234567890");
    byte tiny = 1;
    Byte boxedTiny = 2;
    short small = 3;
    Short boxedSmall = 4;
    char letter = 'x';
    Character boxedLetter = 'y';
    Colour colour = Colour.GREEN;
    URI uri = URI.create("http://a.b/c");
    File file = new File("/a/b");
    CharSequence text = "t";
  }

  /** Collections, arrays and maps. */
  public static class Containers {
    List<BigDecimal> list = new ArrayList<>(List.of(new BigDecimal("1.5")));
    Set<BigInteger> set = new HashSet<>(Set.of(BigInteger.TEN));
    Collection<String> collection = new ArrayList<>(List.of("a"));
    BigDecimal[] array = {new BigDecimal("-0.001")};
    int[] numbers = {1, 2};
    byte[] bytes = {1};
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {2});
    Map<String, BigDecimal> map = new HashMap<>(Map.of("a", BigDecimal.ONE));
    Map<BigDecimal, String> byDecimal = new HashMap<>(Map.of(BigDecimal.TEN, "x"));
    Map<Integer, String> byNumber = new HashMap<>(Map.of(1, "x"));
  }

  /** What annotations change. */
  @AvroDoc("a class")
  @AvroAlias(alias = "Old", space = "a.b")
  @AvroMeta(key = "k", value = "v")
  public static class Annotated {
    @Nullable BigDecimal optional = new BigDecimal("9.99");

    @AvroName("renamed")
    @AvroDoc("a field")
    String named = "n";

    @AvroDefault("7")
    int defaulted = 1;

    @AvroIgnore Object ignored;
    @AvroIgnore Date ignoredDate;
    transient Date passing;

    @AvroMeta(key = "m", value = "w")
    @AvroAlias(alias = "formerly")
    long meta = 5;

    @AvroSchema("{\"type\":\"long\",\"x\":1}")
    long explicit = 6;

    @Union({Integer.class, BigDecimal.class})
    Object either = new BigDecimal("3.14");

    @Stringable Text text = new Text("s");
  }

  /** Made from its text. */
  public static class Text {
    private final String text;

    public Text(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static class WithUrl {
    URL url;
  }

  public static class WithDate {
    Date placedAt;
  }

  static class WithDates {
    List<Date> all;
  }

  public static class WithDatesByName {
    Map<String, Date[]> byName;
  }

  static class WithCalendar {
    Calendar calendar;
  }

  static class WithSqlDate {
    java.sql.Timestamp at;
  }

  static class WithCounter {
    AtomicInteger counter;
  }

  static class WithClass {
    Class<?> type;
  }

  static class WithThread {
    Thread thread;
  }

  static class WithNumber {
    Number number;
  }

  @SuppressWarnings("rawtypes")
  static class WithRawMap {
    Map map;
  }

  public static class WithObject {
    Object anything;
  }

  static class WithNested {
    WithDate inner;
  }

  static class Stamp extends Date {
    private static final long serialVersionUID = 1L;
    int extra;
  }

  public static class WithStamp {
    Stamp stamp;
  }

  interface Shape {}

  public static class WithInterface {
    Shape shape;
  }

  record RecordWithDate(Date placedAt) {}

  static class NoConstructor {
    int number;

    NoConstructor(int number) {
      this.number = number;
    }
  }

  static class HoldsNoConstructor {
    List<NoConstructor> parts;
  }

  private static ClassSecurityValidator.ClassSecurityPredicate trusted;

  /** Avro's own readers and writers trust no class without being told to. */
  @BeforeAll
  static void trustTheClassesHere() {
    trusted = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(type -> true);
  }

  @AfterAll
  static void trustAsBefore() {
    ClassSecurityValidator.setGlobal(trusted);
  }

  private static Schema ours(Class<?> type) {
    return new ReflectModel(ClassFinder.none(), false).getSchema(type);
  }

  private static Schema avros(Class<?> type) {
    return new ReflectData().getSchema(type);
  }

  @ParameterizedTest
  @ValueSource(classes = {Numbers.class, Containers.class, Annotated.class, WithUrl.class})
  void makesTheSchemaThatAvroMakes(Class<?> type) {
    assertThat(ours(type).toString()).isEqualTo(avros(type).toString());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        BigDecimal.class,
        BigInteger.class,
        URI.class,
        URL.class,
        File.class,
        Colour.class,
        byte[].class,
        int[].class,
        String[].class,
        BigDecimal[].class,
        short.class,
        Character.class
      })
  void makesTheSchemaThatAvroMakesOfSimpleTypes(Class<?> type) {
    assertThat(ours(type).toString()).isEqualTo(avros(type).toString());
  }

  @ParameterizedTest
  @ValueSource(classes = {Numbers.class, Containers.class, Annotated.class})
  void readsAndWritesTheBytesOfAvro(Class<?> type) throws Exception {
    Object value = type.getDeclaredConstructor().newInstance();
    Schema schema = avros(type);
    byte[] ofAvro = avroBytes(schema, value);
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    AvroCodec reading = reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, type);

    for (int i = 0; i < 100; i++) {
      assertThat(Codecs.encode(writing, writing.schemaOf(value), value)).isEqualTo(ofAvro);
    }
    Object read = Codecs.decode(reading.decoder(schema, null), ofAvro);
    assertThat(avroBytes(schema, read)).isEqualTo(ofAvro);
  }

  @Test
  void readsWhatAvroReadsOfOurBytes() throws IOException {
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    Numbers value = new Numbers();
    byte[] payload = Codecs.encode(writing, writing.schemaOf(value), value);

    Numbers read =
        (Numbers)
            new ReflectDatumReader<>(avros(Numbers.class))
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
    assertThat(read).usingRecursiveComparison().isEqualTo(value);
  }

  private static byte[] avroBytes(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new ReflectDatumWriter<>(schema, new ReflectData()).write(value, out);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void refusesClassesOfTheJdkThatWouldLoseTheirContentAndNamesTheField() {
    Map<Class<?>, String> fields = new LinkedHashMap<>();
    fields.put(WithDate.class, "placedAt");
    fields.put(WithDates.class, "all");
    fields.put(WithDatesByName.class, "byName");
    fields.put(WithCalendar.class, "calendar");
    fields.put(WithSqlDate.class, "at");
    fields.put(WithCounter.class, "counter");
    fields.put(WithClass.class, "type");
    fields.put(WithThread.class, "thread");
    fields.put(WithNumber.class, "number");
    fields.put(WithRawMap.class, "map");
    fields.put(WithObject.class, "anything");
    fields.put(WithNested.class, "placedAt");
    fields.put(WithStamp.class, "stamp");
    fields.put(WithInterface.class, "shape");
    fields.put(RecordWithDate.class, "placedAt");
    fields.forEach(
        (type, field) -> {
          assertThatThrownBy(() -> ours(type))
              .as(type.getName())
              .hasMessageContaining("the field " + field)
              .hasMessageContaining(ReflectSchemasTest.class.getName());
          AvroCodec reading = reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, type);
          assertThatThrownBy(() -> reading.decoder(Schema.create(Schema.Type.NULL), null))
              .as(type.getName())
              .isInstanceOf(InvalidSchemaException.class)
              .hasMessageContaining("the field " + field);
        });
  }

  @Test
  void refusesADateByItself() {
    assertThatThrownBy(() -> writing(AvroKeys.REFLECTION, true).schemaOf(new Date()))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("java.util.Date")
        .hasMessageContaining("Instant");
  }

  @Test
  void saysWhatAClassWithoutConstructorLacks() {
    for (Class<?> type : List.of(NoConstructor.class, HoldsNoConstructor.class)) {
      AvroCodec reading = reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, type);

      assertThatThrownBy(() -> reading.decoder(ours(type), null))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(NoConstructor.class.getName())
          .hasMessageContaining("constructor without arguments")
          .hasMessageContaining("Java record");
    }
  }
}
