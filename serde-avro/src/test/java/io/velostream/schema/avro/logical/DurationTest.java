// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.TimePeriod;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixed values of the logical type {@code duration}. */
class DurationTest {

  private static final String DURATION =
      "{'type':'fixed','name':'D','size':12,'logicalType':'duration'}";
  private static final TimePeriod PERIOD = TimePeriod.of(1, 2, 4_294_967_295L);
  private static final byte[] BYTES = {1, 0, 0, 0, 2, 0, 0, 0, -1, -1, -1, -1};

  private final AvroCodec writing = Codecs.writing(AvroKeys.LOGICAL_TYPES, true);
  private final AvroCodec reading = Codecs.reading(AvroKeys.LOGICAL_TYPES, true);

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of(DURATION, PERIOD),
        Arguments.of("['null'," + DURATION + "]", PERIOD),
        Arguments.of("['string'," + DURATION + ",'bytes']", PERIOD),
        Arguments.of("{'type':'array','items':" + DURATION + "}", List.of(PERIOD, PERIOD)),
        Arguments.of("{'type':'map','values':" + DURATION + "}", Map.of(new Utf8("k"), PERIOD)),
        Arguments.of(
            "{'type':'array','items':{'type':'map','values':['null'," + DURATION + "]}}",
            List.of(Map.of(new Utf8("k"), PERIOD))));
  }

  private static GenericData.Record inRecord(String type, Object value) {
    Schema schema =
        schema("{'type':'record','name':'R','fields':[{'name':'f','type':" + type + "}]}");
    GenericData.Record record = new GenericData.Record(schema);
    record.put(0, value);
    return record;
  }

  @ParameterizedTest
  @MethodSource("places")
  void areTimePeriodsUnderConverters(String type, Object value) {
    GenericData.Record record = inRecord(type, value);
    byte[] bytes = Codecs.encode(writing, record.getSchema(), record);

    GenericRecord read = (GenericRecord) Codecs.decode(reading, record.getSchema(), bytes);
    // this way round: lists of Avro's are compared by order, which time periods do not have
    assertThat(value).isEqualTo(read.get(0));
    assertThat(
            Codecs.encode(Codecs.writing(), record.getSchema(), plain(record.getSchema(), bytes)))
        .isEqualTo(bytes);
    assertThat(writing.fallbacks().values() + reading.fallbacks().values()).isZero();
  }

  private static Object plain(Schema schema, byte[] bytes) {
    return Codecs.decode(Codecs.reading(), schema, bytes);
  }

  @Test
  void areTimePeriodsAtTheTop() {
    Schema top = schema(DURATION);
    assertThat(Codecs.decode(reading, top, BYTES)).isEqualTo(PERIOD);
  }

  @Test
  void stayFixedWithoutConverters() {
    assertThat(plain(schema(DURATION), BYTES))
        .isInstanceOfSatisfying(
            GenericFixed.class, fixed -> assertThat(fixed.bytes()).isEqualTo(BYTES));
  }

  @Test
  void areAlsoWrittenFromFixed() {
    GenericData.Record record = inRecord(DURATION, null);
    record.put(0, new GenericData.Fixed(schema(DURATION), BYTES));
    assertThat(Codecs.encode(writing, record.getSchema(), record)).isEqualTo(BYTES);
  }

  @Test
  void refuseOtherClasses() {
    GenericData.Record record = inRecord(DURATION, Duration.ofDays(1));
    assertThatThrownBy(() -> Codecs.encode(writing, record.getSchema(), record))
        .hasMessageContaining("java.time.Duration")
        .hasMessageContaining("duration");
  }

  /** Loads the conversions again, without what older versions of Avro do not have. */
  private static final class OlderAvro extends ClassLoader {
    private static final Set<String> OWN =
        Set.of(LogicalTypeConversions.class.getName(), AvroVersion.class.getName());

    OlderAvro() {
      super(DurationTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.endsWith("DurationConversion") || name.endsWith("TimePeriod")) {
        throw new ClassNotFoundException(name);
      }
      return OWN.contains(name) ? define(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void areLeftOutWhereAvroDoesNotConvertThem() throws Exception {
    Method all =
        new OlderAvro()
            .loadClass(LogicalTypeConversions.class.getName(), false)
            .getDeclaredMethod("all");
    all.setAccessible(true);

    assertThat((List<?>) all.invoke(null)).hasSize(LogicalTypeConversions.all().size() - 1);
  }
}
