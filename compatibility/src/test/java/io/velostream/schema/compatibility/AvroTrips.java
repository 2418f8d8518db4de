// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import io.velostream.schema.compatibility.generated.Checksum;
import io.velostream.schema.compatibility.generated.Customer;
import io.velostream.schema.compatibility.generated.Order;
import io.velostream.schema.compatibility.generated.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.Utf8;

/** The Avro values, each written as Avro itself writes it. */
final class AvroTrips {

  private static final String WRITER = "io.velostream.schema.avro.KafkaAvroSerializer";
  private static final String READER = "io.velostream.schema.avro.KafkaAvroDeserializer";

  private AvroTrips() {}

  /**
   * Goes on for at least so many times.
   *
   * @param isEnough asked after each round of them
   */
  static void generic(String url, int times, BooleanSupplier isEnough) throws IOException {
    GenericRecord value = genericValue();
    try (Wire wire = new Wire(WRITER, READER, Wire.configs(url))) {
      RoundTrips.thereAndBack(wire, value);
      byte[] ofAvro = written(new GenericDatumWriter<>(value.getSchema()), value);
      RoundTrips.requireSame(ofAvro, RoundTrips.payload(wire.write(value)));
      do {
        repeat(wire, value, times);
      } while (!isEnough.getAsBoolean());
    }
  }

  static void generated(String url, int times) throws IOException {
    Order value = generatedValue();
    try (Wire wire = new Wire(WRITER, READER, Wire.configs(url, "specific.avro.reader", true))) {
      RoundTrips.thereAndBack(wire, value);
      byte[] ofAvro = written(new SpecificDatumWriter<>(Order.class), value);
      RoundTrips.requireSame(ofAvro, RoundTrips.payload(wire.write(value)));
      RoundTrips.requireEqual(Order.class, wire.read(wire.write(value)).getClass());
      repeat(wire, value, times);
    }
  }

  static void reflected(String url, int times) throws IOException {
    Purchase value = new Purchase("a", 3, RoundTrips.many("x"), Map.of("k", 1L), Kind.SECOND);
    Map<String, Object> configs =
        Wire.configs(
            url, "schema.reflection", true, "specific.avro.value.type", Purchase.class.getName());
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      RoundTrips.thereAndBack(wire, value);
      Plain plain = new Plain();
      plain.name = "b";
      plain.numbers = new int[] {1, 2, 3};
      RoundTrips.requireSame(sameAsGeneric(plain), RoundTrips.payload(wire.write("plain", plain)));
      repeat(wire, value, times);
    }
  }

  private static byte[] sameAsGeneric(Plain plain) throws IOException {
    Schema schema = ReflectData.get().getSchema(Plain.class);
    GenericData.Record record = new GenericData.Record(schema);
    record.put("name", plain.name);
    record.put("numbers", Arrays.stream(plain.numbers).boxed().toList());
    return written(new GenericDatumWriter<>(schema), record);
  }

  static void logical(String url) throws IOException {
    GenericRecord value = logicalValue();
    Map<String, Object> configs = Wire.configs(url, "avro.use.logical.type.converters", true);
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      byte[] bytes = wire.write(value);
      GenericRecord read = (GenericRecord) wire.read(bytes);
      for (Schema.Field field : value.getSchema().getFields()) {
        RoundTrips.requireEqual(value.get(field.pos()), read.get(field.pos()));
      }
      RoundTrips.requireSame(bytes, wire.write(read));
      GenericData model = new GenericData();
      List<Conversion<?>> conversions =
          List.of(
              new Conversions.DecimalConversion(),
              new Conversions.UUIDConversion(),
              new TimeConversions.DateConversion(),
              new TimeConversions.TimeMillisConversion(),
              new TimeConversions.TimestampMicrosConversion(),
              new TimeConversions.TimestampMillisConversion(),
              new TimeConversions.LocalTimestampMillisConversion());
      conversions.forEach(model::addLogicalTypeConversion);
      byte[] ofAvro = written(new GenericDatumWriter<>(value.getSchema(), model), value);
      RoundTrips.requireSame(ofAvro, RoundTrips.payload(wire.write(value)));
      fixedUuid(wire);
    }
  }

  /** Avro 1.11 finds the logical type and has no conversion for it. */
  private static void fixedUuid(Wire wire) {
    Schema schema =
        schema(
            "{'type':'record','name':'Id','fields':[{'name':'uuid','type':"
                + "{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}}]}");
    GenericData.Record value = new GenericData.Record(schema);
    value.put("uuid", new UUID(1, 2));
    byte[] bytes = wire.write("uuids", value);
    RoundTrips.requireEqual(new UUID(1, 2), ((GenericRecord) wire.read(bytes)).get("uuid"));
    RoundTrips.requireSame(
        ByteBuffer.allocate(16).putLong(1).putLong(2).array(), RoundTrips.payload(bytes));
  }

  static void header(String url) {
    Map<String, Object> configs = Wire.configs(url, "value.schema.id.serializer", "header");
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      RoundTrips.inHeader(wire, genericValue());
    }
  }

  /** Until the classes that are made at run time have been used as well. */
  private static void repeat(Wire wire, Object value, int times) {
    for (int i = 0; i < times; i++) {
      Object read = wire.read(wire.write(value));
      if (i % 1_000 == 0) {
        RoundTrips.requireEqual(value, read);
      }
    }
  }

  private static <T> byte[] written(DatumWriter<T> writer, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(value, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }

  private static GenericRecord genericValue() {
    Schema schema =
        schema(
            "{'type':'record','name':'Row','namespace':'some','fields':["
                + "{'name':'id','type':'long'},"
                + "{'name':'text','type':'string'},"
                + "{'name':'part','type':['null',{'type':'record','name':'Part','fields':["
                + "{'name':'f','type':'double'},{'name':'b','type':'boolean'}]}]},"
                + "{'name':'ints','type':{'type':'array','items':'int'}},"
                + "{'name':'flags','type':{'type':'array','items':'boolean'}},"
                + "{'name':'texts','type':{'type':'array','items':'string'}},"
                + "{'name':'map','type':{'type':'map','values':['null','string']}},"
                + "{'name':'kind','type':{'type':'enum','name':'E','symbols':['A','B']}},"
                + "{'name':'fix','type':{'type':'fixed','name':'F','size':2}},"
                + "{'name':'bytes','type':'bytes'}]}");
    Schema part = schema.getField("part").schema().getTypes().get(1);
    GenericData.Record inner = new GenericData.Record(part);
    inner.put("f", 1.5);
    inner.put("b", true);
    GenericData.Record value = new GenericData.Record(schema);
    value.put("id", 1L << 40);
    value.put("text", new Utf8("some text"));
    value.put("part", inner);
    value.put("ints", List.of(1, -2, 3));
    value.put("flags", List.of(true, false, true));
    value.put("texts", RoundTrips.many(new Utf8("t")));
    value.put("map", Map.of(new Utf8("k"), new Utf8("v")));
    value.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
    value.put("fix", new GenericData.Fixed(schema.getField("fix").schema(), new byte[] {1, 2}));
    value.put("bytes", ByteBuffer.wrap(new byte[] {3, 4, 5}));
    return value;
  }

  private static Order generatedValue() {
    Map<String, Integer> counts = new TreeMap<>(Map.of("a", 1));
    return Order.newBuilder()
        .setId(7)
        .setCustomer(Customer.newBuilder().setName("n").setClass$("first").build())
        .setState(State.PAID)
        .setChecksum(new Checksum(new byte[] {1, 2, 3, 4}))
        .setAmounts(List.of(1.5, 2.5))
        .setTags(List.of("x", "y"))
        .setCounts(counts)
        .setAt(Instant.ofEpochMilli(1_700_000_000_123L))
        .setDay(LocalDate.of(2026, 1, 2))
        .setStamps(List.of(Instant.ofEpochSecond(1_700_000_000L, 123_456_000)))
        .build();
  }

  private static GenericRecord logicalValue() {
    Schema schema =
        schema(
            "{'type':'record','name':'Moment','fields':["
                + "{'name':'day','type':{'type':'int','logicalType':'date'}},"
                + "{'name':'time','type':{'type':'int','logicalType':'time-millis'}},"
                + "{'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},"
                + "{'name':'all','type':{'type':'array','items':"
                + "{'type':'long','logicalType':'timestamp-micros'}}},"
                + "{'name':'local','type':{'type':'long','logicalType':'local-timestamp-millis'}},"
                + "{'name':'price','type':['null',"
                + "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}]},"
                + "{'name':'uuid','type':{'type':'string','logicalType':'uuid'}}]}");
    GenericData.Record value = new GenericData.Record(schema);
    value.put("day", LocalDate.of(2026, 1, 2));
    value.put("time", LocalTime.of(3, 4, 5));
    value.put("at", Instant.ofEpochMilli(1_700_000_000_123L));
    value.put("all", List.of(Instant.ofEpochSecond(5, 6_000)));
    value.put("local", LocalDateTime.of(2026, 1, 2, 3, 4, 5));
    value.put("price", new BigDecimal("12.34"));
    value.put("uuid", new UUID(1, 2));
    return value;
  }

  enum Kind {
    FIRST,
    SECOND
  }

  /** Written and read by reflection. */
  record Purchase(
      String name, int count, List<String> tags, Map<String, Long> numbers, Kind kind) {}

  /** As Avro's own reflection writes it too. */
  static final class Plain {
    String name;
    int[] numbers;
  }
}
