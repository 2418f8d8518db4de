// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.sharedReading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Customer;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ValueEncoder;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroValueTest {

  private static final Schema ADDRESS = Address.getClassSchema();

  private static GenericRecord address(Schema schema) {
    return new GenericRecordBuilder(schema).set("street", "Main Street").set("zip", "1").build();
  }

  @Test
  void roundTripsGeneratedClassWithEveryType() {
    Order order = Samples.order();
    byte[] payload = encode(order);

    Object read =
        decode(reading(AvroKeys.VALUE_TYPE, Order.class), Order.getClassSchema(), payload);

    assertThat(read).isInstanceOf(Order.class).isEqualTo(order);
    assertThat(((Order) read).getTotal().getAmount()).isEqualTo(new BigDecimal("12.34"));
  }

  @Test
  void readsGeneratedClassNamedByTheWriterWhenItsPackageIsAllowed() {
    Order order = Samples.order();
    AvroCodec codec =
        reading(
            AvroKeys.SPECIFIC_READER,
            true,
            AvroKeys.ALLOWED_PACKAGES,
            "io.velostream.schema.avro.generated");

    assertThat(decode(codec, Order.getClassSchema(), encode(order))).isEqualTo(order);
  }

  @Test
  void readsGeneratedClassesInsideATopLevelUnion() {
    Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), ADDRESS);
    AvroCodec codec =
        reading(
            AvroKeys.SPECIFIC_READER,
            true,
            AvroKeys.ALLOWED_PACKAGES,
            "io.velostream.schema.avro.generated");
    byte[] payload = encode(writing(), union, new Address("Main Street", "1"));

    assertThat(decode(codec, union, payload)).isEqualTo(new Address("Main Street", "1"));
  }

  @Test
  void refusesClassNamedByTheWriterThatNobodyAllowed() {
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOW_GENERATED, false);

    assertThatThrownBy(() -> codec.decoder(ADDRESS, null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("io.velostream.schema.avro.generated.Address")
        .hasMessageContaining("specific.avro.allowed.packages");
  }

  @Test
  void saysWhenTheClassNamedByTheWriterIsNotThere() {
    AvroCodec codec =
        reading(AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOWED_PACKAGES, "com.acme");
    Schema unknown = schema("{'type':'record','name':'com.acme.Gone','fields':[]}");

    assertThatThrownBy(() -> codec.decoder(unknown, null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("com.acme.Gone")
        .hasMessageContaining("no such class");
  }

  @Test
  void writesTheSameBytesAsAvroItself() throws Exception {
    Schema schema = Order.getClassSchema();
    byte[] payload = encode(Samples.order());
    GenericRecord generic = (GenericRecord) decode(reading(), schema, payload);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(generic, encoder);
    encoder.flush();

    assertThat(payload).isEqualTo(bytes.toByteArray());
    assertThat(encode(writing(), schema, generic)).isEqualTo(payload);
  }

  @Test
  void mixesGenericAndGeneratedValuesOfOneSchema() {
    AvroCodec codec = writing();

    assertThat(encode(codec, ADDRESS, address(ADDRESS)))
        .isEqualTo(encode(codec, ADDRESS, new Address("Main Street", "1")));
    assertThat(codec.shapeOf(address(ADDRESS))).isSameAs(ADDRESS);
    assertThat(codec.shapeOf(new Address("Main Street", "1"))).isSameAs(Address.class);
  }

  @Test
  void writesGenericRecordThatHoldsGeneratedOnes() {
    Order order = Samples.order();
    GenericData.Record generic = new GenericData.Record(Customer.getClassSchema());
    generic.put("id", new UUID(1, 2).toString());
    generic.put("name", "Ada");
    generic.put("home", new Address("Main Street", null));

    assertThat(encode(writing(), Customer.getClassSchema(), generic))
        .isEqualTo(encode(order.getCustomer().getFriend()));
  }

  @Test
  void takesEqualSchemasThatAreNotIdentical() {
    Schema copy = new Schema.Parser().parse(ADDRESS.toString());

    assertThat(encode(writing(), ADDRESS, address(copy)))
        .isEqualTo(encode(writing(), ADDRESS, address(ADDRESS)));
  }

  @Test
  void keepsGenericStringsAsAvroDoesUnlessTheSchemaSaysJavaString() {
    Schema schema =
        schema(
            "{'type':'record','name':'S','fields':[{'name':'plain','type':'string'},"
                + "{'name':'java','type':{'type':'string','avro.java.string':'String'}}]}");
    GenericRecord record =
        new GenericRecordBuilder(schema).set("plain", "p").set("java", "j").build();

    GenericRecord read = (GenericRecord) decode(reading(), schema, encode(record));

    assertThat(read.get("plain")).isEqualTo(new Utf8("p"));
    assertThat(read.get("java")).isEqualTo("j");
  }

  @Test
  void readsLogicalTypesOfGenericValuesOnlyWhenAsked() {
    byte[] payload = encode(Samples.order());
    Schema schema = Order.getClassSchema();

    GenericRecord plain = (GenericRecord) decode(reading(), schema, payload);
    GenericRecord converted =
        (GenericRecord) decode(reading(AvroKeys.LOGICAL_TYPES, true), schema, payload);

    assertThat(plain.get("day")).isInstanceOf(Integer.class);
    assertThat(converted.get("day")).isEqualTo(LocalDate.of(2026, 3, 4));
    assertThat(converted.get("seenAt")).isEqualTo(Instant.ofEpochMilli(99));
    assertThat(((GenericRecord) converted.get("total")).get("amount"))
        .isEqualTo(new BigDecimal("12.34"));
    assertThat(((GenericRecord) converted.get("customer")).get("id")).isEqualTo(new UUID(1, 2));
    assertThat(encode(writing(AvroKeys.LOGICAL_TYPES, true), schema, converted)).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void roundTripsIntsOfEveryWidth(int value) {
    assertThat(decode(reading(), schema("'int'"), encode(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1L << 31, -(1L << 40), Long.MAX_VALUE, Long.MIN_VALUE})
  void roundTripsLongsOfEveryWidth(long value) {
    assertThat(decode(reading(), schema("'long'"), encode(value))).isEqualTo(value);
  }

  @Test
  void roundTripsTheOtherPrimitives() {
    assertThat(decode(reading(), schema("'boolean'"), encode(true))).isEqualTo(true);
    assertThat(decode(reading(), schema("'float'"), encode(1.5f))).isEqualTo(1.5f);
    assertThat(decode(reading(), schema("'double'"), encode(-2.25))).isEqualTo(-2.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ascii", "zażółć", "日本語", "a🙂b"})
  void readsTopLevelStringAsJavaString(String text) {
    Schema string = schema("'string'");

    assertThat(decode(reading(), string, encode(text))).isEqualTo(text);
    assertThat(decode(reading(), string, encode(new Utf8(text)))).isEqualTo(text);
    assertThat(decode(reading(), string, encode(new StringBuilder(text)))).isEqualTo(text);
  }

  @Test
  void writesTopLevelBytesWithoutLength() {
    byte[] bytes = {1, 2, 3};

    assertThat(encode(bytes)).isEqualTo(bytes);
    assertThat(decode(reading(), schema("'bytes'"), bytes)).isEqualTo(bytes);
    assertThat(decode(reading(AvroKeys.VALUE_TYPE, ByteBuffer.class), schema("'bytes'"), bytes))
        .isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void writesExactlyWhatIsBetweenPositionAndLimit() {
    byte[] bytes = {0, 1, 2, 3, 4};
    ByteBuffer direct = ByteBuffer.allocateDirect(5).put(bytes).position(1).limit(4);
    ByteBuffer slice = ByteBuffer.wrap(bytes, 1, 3).slice();
    ByteBuffer readOnly = ByteBuffer.wrap(bytes, 1, 3).asReadOnlyBuffer();
    Schema holder = schema("{'type':'record','name':'H','fields':[{'name':'b','type':'bytes'}]}");

    for (ByteBuffer buffer : List.of(direct, slice, readOnly)) {
      int position = buffer.position();
      assertThat(encode(buffer)).containsExactly(1, 2, 3);
      assertThat(encode(new GenericRecordBuilder(holder).set("b", buffer).build()))
          .containsExactly(6, 1, 2, 3);
      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.remaining()).isEqualTo(3);
    }
  }

  @Test
  void readsPayloadsFromEveryKindOfBuffer() {
    Order order = Samples.order();
    byte[] payload = encode(order);
    byte[] padded = new byte[payload.length + 7];
    System.arraycopy(payload, 0, padded, 3, payload.length);
    ByteBuffer heap = ByteBuffer.wrap(padded, 3, payload.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(padded.length).put(padded);
    direct.position(3).limit(3 + payload.length);
    var decoder = reading(AvroKeys.VALUE_TYPE, Order.class).decoder(Order.getClassSchema(), null);

    for (ByteBuffer buffer :
        List.of(heap, heap.slice(), heap.asReadOnlyBuffer(), direct, direct.asReadOnlyBuffer())) {
      int position = buffer.position();
      assertThat(decoder.decode(buffer)).isEqualTo(order);
      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.remaining()).isEqualTo(payload.length);
    }
    assertThat(decoder.decode(padded, 3, payload.length)).isEqualTo(order);
  }

  @Test
  void putsTheFrameBeforeThePayload() {
    ValueEncoder encoder = writing().encoder(schema("'int'"), 1);

    assertThat(encoder.encode(1, new byte[] {7, 8})).containsExactly(7, 8, 2);
    assertThat(
            writing()
                .encoder(schema("'bytes'"), new byte[0])
                .encode(new byte[] {1}, new byte[] {7}))
        .containsExactly(7, 1);
  }

  @Test
  void removesJavaPropertiesFromWhatIsRegisteredOnly() {
    AvroCodec codec = writing(AvroKeys.REMOVE_JAVA_PROPERTIES, true);
    Address address = new Address("Main Street", "1");

    Schema stripped = codec.schemaOf(address);

    assertThat(stripped.toString()).doesNotContain("avro.java.string");
    assertThat(writing().schemaOf(address).toString()).contains("avro.java.string");
    assertThat(encode(codec, stripped, address)).isEqualTo(encode(address));
  }

  @Test
  void removesOnlyThePropertyOfStrings() {
    AvroCodec codec = writing(AvroKeys.REMOVE_JAVA_PROPERTIES, true, AvroKeys.REFLECTION, true);
    String text =
        "{'type':'record','name':'a.A','fields':["
            + "{'name':'s','type':{'type':'string'%1$s,'java-class':'java.net.URI'}},"
            + "{'name':'m','type':{'type':'map','values':{'type':'array','items':{'type':'string'"
            + "%1$s},'java-element-class':'a.B'}%1$s,'java-key-class':'java.lang.Integer'}},"
            + "{'name':'u','type':['null',{'type':'string'%1$s,'other':'kept'}]}]}";
    Schema schema = schema(text.formatted(",'avro.java.string':'String'"));

    assertThat(codec.schemaOf(new GenericData.Record(schema)).toString())
        .isEqualTo(schema(text.formatted("")).toString());
    assertThat(codec.schemaOf(new Kept()).toString())
        .isEqualTo(writing(AvroKeys.REFLECTION, true).schemaOf(new Kept()).toString())
        .contains("avro.java.string")
        .contains("java-class");
  }

  /** A class with a schema that names how to read its strings. */
  static final class Kept {
    @org.apache.avro.reflect.AvroSchema("{\"type\":\"string\",\"avro.java.string\":\"String\"}")
    String text = "";

    java.net.URI uri = java.net.URI.create("a:b");
  }

  @Test
  void readsAStringAsStringAndOneInAUnionAsUtf8() {
    byte[] payload = {2, 'x'};
    byte[] inUnion = {2, 2, 'x'};
    Schema union = schema("['null','string']");

    for (AvroCodec codec : List.of(reading(), sharedReading())) {
      assertThat(decode(codec, schema("'string'"), payload)).isEqualTo("x");
      assertThat(decode(codec, union, inUnion)).isEqualTo(new Utf8("x"));
      ByteBuffer direct = ByteBuffer.allocateDirect(3).put(inUnion).flip();
      assertThat(codec.decoder(union, null).decode(direct)).isEqualTo(new Utf8("x"));
      assertThat(codec.decoder(schema("'string'"), null).decode(direct.position(1))).isEqualTo("x");
      assertThat(
              decode(
                  codec, schema("['null',{'type':'string','avro.java.string':'String'}]"), inUnion))
          .isEqualTo("x");
    }
  }

  @Test
  void ignoresTrailingBytesUnlessToldOtherwise() {
    byte[] payload = {2, 99};

    assertThat(decode(reading(), schema("'int'"), payload)).isEqualTo(1);
    assertThatThrownBy(
            () -> decode(reading(AvroKeys.FAIL_ON_TRAILING_DATA, true), schema("'int'"), payload))
        .hasMessageContaining("1 bytes remain")
        .hasMessageContaining("avro.fail.on.trailing.data");
  }

  @Test
  void refusesObjectsWithoutSchemaAndSaysWhatToSet() {
    assertThatThrownBy(() -> writing().schemaOf(new ArrayList<String>()))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("java.util.ArrayList")
        .hasMessageContaining("schema.reflection");
  }

  @Test
  void failsAValueThatDoesNotFitAndStaysUsable() {
    AvroCodec codec = writing();
    GenericRecord bad = new GenericData.Record(ADDRESS);
    ValueEncoder encoder = codec.encoder(ADDRESS, bad);

    assertThatThrownBy(() -> encoder.encode(bad, Codecs.NO_FRAME))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("street");
    byte[] expected = encode(address(ADDRESS));
    assertThat(encoder.encode(address(ADDRESS), Codecs.NO_FRAME)).isEqualTo(expected);
  }

  @Test
  void refusesAValueThatContainsItself() {
    GenericData.Record customer = new GenericData.Record(Customer.getClassSchema());
    customer.put("id", "x");
    customer.put("name", "Ada");
    customer.put("home", new Address("Main Street", null));
    customer.put("friend", customer);

    assertThatThrownBy(() -> encode(customer)).hasMessageContaining("contains itself");
  }

  @Test
  void writesValuesLargerThanAnyScratchArray() {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      map.put("key" + i, "value" + i);
    }
    Schema schema =
        schema(
            "{'type':'record','name':'M','fields':[{'name':'m','type':{'type':'map','values':"
                + "{'type':'string','avro.java.string':'String'},'avro.java.string':'String'}}]}");
    GenericRecord record = new GenericRecordBuilder(schema).set("m", map).build();

    assertThat(((GenericRecord) decode(reading(), schema, encode(record))).get("m")).isEqualTo(map);
  }
}
