// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.sharedReading;
import static io.velostream.schema.avro.Codecs.sharedWriting;
import static io.velostream.schema.avro.Codecs.writing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.Rollouts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What a record costs beside its result; allocated bytes, unlike times, repeat exactly. */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 30_000;
  private static final int RECORDS = 1_000;
  private static final int ROUNDS = 10;
  private static final byte[] STREET = "a street of some length".getBytes(UTF_8);
  private static final byte[] ZIP = "12345".getBytes(UTF_8);
  private static final Map<String, String> ENTRIES = Map.of("one", "1", "two", "2");
  private static final byte[] PRICE = {1, 2, 3, 4};
  private static final byte[] FRAME = {0, 0, 0, 0, 1};

  private static final Schema LINE =
      schema(
          "{'type':'record','name':'Line','fields':[{'name':'sku','type':'string'},"
              + "{'name':'amount','type':'int'},{'name':'price','type':'double'}]}");
  private static final Schema BILL =
      schema(
          "{'type':'record','name':'Bill','fields':[{'name':'id','type':'long'},"
              + "{'name':'name','type':{'type':'string','avro.java.string':'String'}},"
              + "{'name':'lines','type':{'type':'array','items':"
              + LINE
              + "}},{'name':'note','type':['null','string']},{'name':'rate','type':'double'}]}");

  /** The least of some rounds: a compiler that ends its work in one of them allocates nothing. */
  private static long bytesEach(Supplier<Object> work) {
    Object[] sink = new Object[1];
    for (int i = 0; i < WARM_UP; i++) {
      sink[0] = work.get();
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RECORDS; i++) {
        sink[0] = work.get();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sink[0]).isNotNull();
    return least / RECORDS;
  }

  private static GenericRecord bill() {
    GenericRecord bill = new GenericData.Record(BILL);
    bill.put(0, 1L << 40);
    bill.put(1, new String(STREET, UTF_8));
    GenericData.Array<Object> lines = new GenericData.Array<>(2, BILL.getField("lines").schema());
    for (int i = 0; i < 2; i++) {
      GenericRecord line = new GenericData.Record(BILL.getField("lines").schema().getElementType());
      line.put(0, new Utf8(STREET.clone()));
      line.put(1, 1_000_000 + i);
      line.put(2, 1.5 + i);
      lines.add(line);
    }
    bill.put(2, lines);
    bill.put(3, null);
    bill.put(4, 0.25);
    return bill;
  }

  /** Its text is made from bytes, by what a reader uses too. */
  private static Address address() {
    Address address = new Address();
    address.setStreet(new String(STREET, UTF_8));
    address.setZip(new String(ZIP, UTF_8));
    return address;
  }

  @Test
  void writesGenericRecordsAtTheCostOfTheirBytes() {
    GenericRecord bill = bill();
    ValueEncoder encoder = writing().encoder(BILL, bill);
    byte[] bytes = encoder.encode(bill, FRAME);

    assertThat(bytesEach(() -> encoder.encode(bill, FRAME)))
        .isLessThanOrEqualTo(bytesEach(bytes::clone) + 32);
  }

  @Test
  void writesGeneratedClassesAtTheCostOfTheirBytes() {
    Address address = new Address("a street of some length", "12345");
    ValueEncoder encoder = writing().encoder(Address.getClassSchema(), address);
    byte[] bytes = encoder.encode(address, FRAME);

    assertThat(bytesEach(() -> encoder.encode(address, FRAME)))
        .isLessThanOrEqualTo(bytesEach(bytes::clone) + 32);
  }

  @Test
  void readsGenericRecordsAtTheCostOfTheirObjects() {
    byte[] payload = Codecs.encode(writing(), BILL, bill());
    ValueDecoder decoder = reading().decoder(BILL, null);

    assertThat(Codecs.decode(decoder, payload)).isEqualTo(bill());
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(AllocationTest::bill) + 64);
  }

  @Test
  void readsAndWritesGenericRecordsBySharedCodeAtTheCostOfTheirObjectsAndBytes() {
    GenericRecord bill = bill();
    ValueEncoder encoder = sharedWriting().encoder(BILL, bill);
    byte[] framed = encoder.encode(bill, FRAME);
    byte[] payload = Codecs.encode(sharedWriting(), BILL, bill);
    ValueDecoder decoder = sharedReading().decoder(BILL, null);

    assertThat(Codecs.decode(decoder, payload)).isEqualTo(bill);
    assertThat(bytesEach(() -> encoder.encode(bill, FRAME)))
        .isLessThanOrEqualTo(bytesEach(framed::clone) + 32);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(AllocationTest::bill) + 64);
  }

  @Test
  void readsGeneratedClassesAtTheCostOfTheirObjects() {
    byte[] payload = Codecs.encode(writing(), Address.getClassSchema(), address());
    ValueDecoder decoder =
        reading(AvroKeys.VALUE_TYPE, Address.class).decoder(Address.getClassSchema(), null);

    assertThat(Codecs.decode(decoder, payload)).isEqualTo(address());
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(AllocationTest::address) + 64);
  }

  record Stop(String street, long at) {}

  @Test
  void readsAndWritesJavaRecordsAtTheCostOfTheirObjectsAndBytes() {
    Stop stop = new Stop(new String(STREET, UTF_8), 5);
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    ValueEncoder encoder = writing.encoder(writing.schemaOf(stop), stop);
    byte[] framed = encoder.encode(stop, FRAME);
    byte[] payload = Codecs.encode(writing, writing.schemaOf(stop), stop);
    ValueDecoder decoder =
        reading(AvroKeys.VALUE_TYPE, Stop.class).decoder(writing.schemaOf(stop), null);

    assertThat(Codecs.decode(decoder, payload)).isEqualTo(stop);
    assertThat(bytesEach(() -> encoder.encode(stop, FRAME)))
        .isLessThanOrEqualTo(bytesEach(framed::clone) + 32);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(() -> new Stop(new String(STREET, UTF_8), 5)) + 64);
  }

  @Test
  void writesTextOfOtherScriptsWithoutGarbage() {
    Address address = new Address("ulica Ľubľanská 日本語 😀", "ČŠ");
    ValueEncoder encoder = writing().encoder(Address.getClassSchema(), address);
    byte[] bytes = encoder.encode(address, FRAME);

    assertThat(bytesEach(() -> encoder.encode(address, FRAME)))
        .isLessThanOrEqualTo(bytesEach(bytes::clone) + 32);
  }

  @Test
  void writesMapsOfSeveralClassesWithoutIterators() {
    Schema tags =
        schema(
            "{'type':'record','name':'Tags','fields':[{'name':'tags','type':{'type':'map',"
                + "'values':'string'}}]}");
    List<GenericRecord> records =
        Stream.of(new HashMap<>(ENTRIES), new LinkedHashMap<>(ENTRIES), new TreeMap<>(ENTRIES))
            .map(map -> tagged(tags, map))
            .toList();
    ValueEncoder encoder = sharedWriting().encoder(tags, records.get(0));
    byte[] bytes = encoder.encode(records.get(0), FRAME);

    assertThat(bytesEach(() -> encoded(encoder, records)))
        .isLessThanOrEqualTo(records.size() * bytesEach(bytes::clone) + 32);
  }

  private static GenericRecord tagged(Schema schema, Map<String, String> tags) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("tags", tags);
    return record;
  }

  private static Object encoded(ValueEncoder encoder, List<GenericRecord> records) {
    int bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      bytes += encoder.encode(records.get(i), FRAME).length;
    }
    return bytes > 0 ? records : FRAME;
  }

  @Test
  void makesNoObjectsOfFieldsThatTheReaderDoesNotHave() {
    Schema reader =
        schema("{'type':'record','name':'Bill','fields':[{'name':'rate','type':'double'}]}");
    byte[] payload = Codecs.encode(writing(), BILL, bill());
    ValueDecoder decoder = reading().decoder(BILL, reader);
    Supplier<Object> wanted =
        () -> {
          GenericRecord record = new GenericData.Record(reader);
          record.put(0, 0.25 + payload.length);
          return record;
        };

    assertThat(((GenericRecord) Codecs.decode(decoder, payload)).get(0)).isEqualTo(0.25);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(wanted) + 64);
  }

  @Test
  void readsDirectBuffersAtTheCostOfTheirObjects() {
    byte[] payload = Codecs.encode(writing(), BILL, bill());
    ByteBuffer direct = ByteBuffer.allocateDirect(payload.length).put(payload).flip();
    ValueDecoder decoder = reading().decoder(BILL, null);

    assertThat(decoder.decode(direct)).isEqualTo(bill());
    assertThat(bytesEach(() -> decoder.decode(direct)))
        .isLessThanOrEqualTo(bytesEach(AllocationTest::bill) + 64);
  }

  @Test
  void readsAndWritesLogicalTypesAtTheCostOfTheirObjectsAndBytes() {
    Schema schema =
        schema(
            "{'type':'record','name':'L','fields':[{'name':'key','type':"
                + "{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}},"
                + "{'name':'price','type':{'type':'fixed','name':'D','size':9,"
                + "'logicalType':'decimal','precision':12,'scale':2}},"
                + "{'name':'at','type':{'type':'long','logicalType':'local-timestamp-micros'}}]}");
    Supplier<Object> wanted =
        () -> {
          GenericRecord record = new GenericData.Record(schema);
          record.put(0, new UUID(1, 2));
          record.put(1, new BigDecimal(new BigInteger(PRICE), 2));
          record.put(2, LocalDateTime.ofEpochSecond(1_700_000_000, 1_000, ZoneOffset.UTC));
          return record;
        };
    ValueEncoder encoder = writing(AvroKeys.LOGICAL_TYPES, true).encoder(schema, wanted.get());
    Object value = wanted.get();
    byte[] payload = encoder.encode(value, Codecs.NO_FRAME);
    ValueDecoder decoder = reading(AvroKeys.LOGICAL_TYPES, true).decoder(schema, null);

    assertThat(Codecs.decode(decoder, payload)).isEqualTo(value);
    assertThat(bytesEach(() -> encoder.encode(value, Codecs.NO_FRAME)))
        .isLessThanOrEqualTo(bytesEach(payload::clone) + 32);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(wanted) + 64);
  }

  /** A class without a schema; its fields are written in the order of their names. */
  static final class Picture {
    byte[] content = {};
    String name = "";
    long taken;

    static Picture ofManyBytes() {
      Picture picture = new Picture();
      picture.content = new byte[40_000];
      picture.name = new String(STREET, UTF_8);
      picture.taken = 1L << 40;
      return picture;
    }
  }

  /** Its bytes are more than half of what is kept for the next record. */
  @Test
  void writesAndReadsLargePlainObjectsAtTheCostOfTheirBytesAndObjects() {
    Picture picture = Picture.ofManyBytes();
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    Schema schema = writing.schemaOf(picture);
    ValueEncoder encoder = writing.encoder(schema, picture);
    byte[] payload = encoder.encode(picture, Codecs.NO_FRAME);
    ValueDecoder decoder = reading(AvroKeys.VALUE_TYPE, Picture.class).decoder(schema, null);

    assertThat(((Picture) Codecs.decode(decoder, payload)).content).isEqualTo(picture.content);
    assertThat(bytesEach(() -> encoder.encode(picture, Codecs.NO_FRAME)))
        .isLessThanOrEqualTo(bytesEach(payload::clone) + 32);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(bytesEach(Picture::ofManyBytes) + 64);
  }

  /** What a deserializer looks at beside Confluent's frames makes no garbage either. */
  @Test
  void readsFramesOfOthersAtTheCostOfTheirObjects() throws IOException {
    try (Registry registry = new Registry()) {
      byte[] framed = registry.serializer().serialize(Registry.TOPIC, bill());
      ByteBuffer message =
          new BinaryMessageEncoder<GenericRecord>(GenericData.get(), BILL).encode(bill());
      byte[] singleObject = new byte[message.remaining()];
      message.get(singleObject);
      KafkaAvroDeserializer dual = registry.deserializer();
      KafkaAvroDeserializer list =
          registry.deserializer("value.schema.id.deserializer", "apicurio-2,dual,single-object");
      RecordHeaders headers = new RecordHeaders();

      assertThat(list.deserialize(Registry.TOPIC, headers, singleObject)).isEqualTo(bill());
      long wanted = bytesEach(() -> dual.deserialize(Registry.TOPIC, headers, framed));
      assertThat(bytesEach(() -> list.deserialize(Registry.TOPIC, headers, framed)))
          .isLessThanOrEqualTo(wanted + 16);
      assertThat(bytesEach(() -> list.deserialize(Registry.TOPIC, headers, singleObject)))
          .isLessThanOrEqualTo(wanted + 16);
    }
  }

  @Test
  void theChoiceOfARolloutAllocatesNothing() {
    try (Registry registry = new Registry()) {
      registry.server.register("orders-value", BILL.toString());
      registry.server.compatibility("orders-value", "NONE");
      registry.server.register(
          "orders-value", BILL.toString().replaceFirst("\"Bill\"", "\"Bill\",\"doc\":\"2\""));
      Rollouts rollouts =
          new Rollouts(List.of(Rollout.running("orders-value", 1, 2, new Canary(0.5))));
      KafkaAvroSerializer following = registry.serializer("schema.rollout.source", rollouts);
      KafkaAvroSerializer plain = registry.serializer();
      GenericRecord bill = bill();
      RecordHeaders headers = new RecordHeaders();
      int[] hash = new int[1];

      long wanted = bytesEach(() -> plain.serialize(Registry.TOPIC, headers, bill));

      assertThat(
              bytesEach(
                  () -> following.serialize(Registry.TOPIC, headers, bill, true, hash[0]++, -1)))
          .isEqualTo(wanted);
    }
  }
}
