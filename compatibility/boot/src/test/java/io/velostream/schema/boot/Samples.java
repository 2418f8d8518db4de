// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.Serializer;

/** Makes good and broken records in both formats. Belongs to one thread. */
final class Samples implements AutoCloseable {

  /** The key of a payment. */
  public record Account(String country, long number) {}

  /** The value of a payment. */
  public record Payment(long id, long cents) {}

  /** The customer whose orders the application refuses. */
  private static final String REFUSED = "refused";

  private static final byte[] PLAIN = "plain text".getBytes(UTF_8);
  private static final byte[] EMPTY = {};
  private static final int UNKNOWN_ID = 987_654;

  private static final Schema ORDER =
      SchemaBuilder.record("Order")
          .fields()
          .requiredLong("id")
          .requiredString("customer")
          .endRecord();

  private static final Schema NEW_ORDER =
      SchemaBuilder.record("Order")
          .fields()
          .requiredLong("id")
          .requiredString("customer")
          .optionalString("note")
          .endRecord();

  private final KafkaAvroSerializer avroKeys = new KafkaAvroSerializer();
  private final KafkaAvroSerializer avroValues = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
  private final Serializer<Object> jsonKeys = new KafkaJsonSchemaSerializer<>();
  private final Serializer<Object> jsonValues = new KafkaJsonSchemaSerializer<>();

  Samples(EmbeddedSchemaRegistry registry) {
    Map<String, Object> settings =
        Map.of(
            "schema.registry.url",
            registry.url(),
            "key.subject.name.strategy",
            "io.velostream.schema.serde.TopicNameStrategy",
            "value.subject.name.strategy",
            "io.velostream.schema.serde.TopicNameStrategy");
    avroKeys.configure(settings, true);
    avroValues.configure(settings, false);
    avro.configure(settings, false);
    jsonKeys.configure(settings, true);
    jsonValues.configure(settings, false);
  }

  /** Orders in Avro, good and broken, of which the last is good. */
  List<Sent> orders() {
    byte[] cut = order("orders", 4, "c");
    return List.of(
        good("orders", 1, "c"),
        new Sent(avroKey("orders", 10), order("orders", 10, REFUSED), Sent.Part.LISTENER, null),
        new Sent(avroKey("orders", 2), PLAIN, Sent.Part.VALUE, null),
        new Sent(avroKey("orders", 3), Sent.framed(UNKNOWN_ID, PLAIN), Sent.Part.VALUE, null),
        new Sent(avroKey("orders", 4), Arrays.copyOf(cut, cut.length - 1), Sent.Part.VALUE, null),
        new Sent(avroKey("orders", 5), EMPTY, Sent.Part.VALUE, null),
        new Sent(PLAIN, order("orders", 6, "c"), Sent.Part.KEY, 6L),
        new Sent(EMPTY, PLAIN, Sent.Part.BOTH, null),
        new Sent(avroKey("orders", 8), null, Sent.Part.NONE, null),
        good("orders", 9, "c"));
  }

  /** Payments in JSON, good and broken, of which the last is good. */
  List<Sent> payments() {
    byte[] key = jsonKeys.serialize("payments", new Account("fr", 7));
    byte[] good = jsonValues.serialize("payments", new Payment(1, 100));
    int id = ByteBuffer.wrap(good).getInt(1);
    return List.of(
        new Sent(key, good, Sent.Part.NONE, 1L),
        broken(key, "{\"id\":2,\"cents\":200}".getBytes(UTF_8)),
        broken(key, Sent.framed(UNKNOWN_ID, "{\"id\":3,\"cents\":1}".getBytes(UTF_8))),
        broken(key, Sent.framed(id, "{\"id\":4,\"cents\":".getBytes(UTF_8))),
        broken(key, Sent.framed(id, "{\"id\":5,\"cents\":\"five\"}".getBytes(UTF_8))),
        broken(key, Sent.framed(id, "{\"id\":6,\"cents\":6,\"more\":1}".getBytes(UTF_8))),
        new Sent(PLAIN, payment(7), Sent.Part.KEY, 7L),
        new Sent(Sent.framed(id, PLAIN), EMPTY, Sent.Part.BOTH, null),
        new Sent(key, null, Sent.Part.NONE, null),
        new Sent(key, payment(9), Sent.Part.NONE, 9L));
  }

  private static Sent broken(byte[] key, byte[] value) {
    return new Sent(key, value, Sent.Part.VALUE, null);
  }

  /** A good record of a topic in Avro. */
  Sent good(String topic, long id, String customer) {
    return new Sent(avroKey(topic, id), order(topic, id, customer), Sent.Part.NONE, id);
  }

  /** Refunds: those that the application refuses later and always, and broken ones. */
  List<Sent> refunds() {
    return List.of(
        good("refunds", 1, "c"),
        good("refunds", 2, "never"),
        good("refunds", 3, "later"),
        good("refunds", 4, "later"),
        new Sent(avroKey("refunds", 5), PLAIN, Sent.Part.VALUE, null),
        new Sent(PLAIN, order("refunds", 6, "c"), Sent.Part.KEY, 6L),
        good("refunds", 9, "c"));
  }

  /** Transfers with the numbers between two, some of them broken or refused. */
  List<Sent> transfers(int first, int last) {
    List<Sent> transfers = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      byte[] key = avroKey("transfers", i);
      if (i % 20 == 7) {
        transfers.add(new Sent(key, PLAIN, Sent.Part.VALUE, null));
      } else if (i % 20 == 9) {
        transfers.add(new Sent(key, order("transfers", i, "never"), Sent.Part.LISTENER, null));
      } else {
        transfers.add(good("transfers", i, i % 5 == 0 ? "later" : "c"));
      }
    }
    return transfers;
  }

  /** A record of Avro whose schema the application has not met. */
  Sent ofNewSchema(String topic, long id, String customer) {
    GenericRecord value =
        new GenericRecordBuilder(NEW_ORDER).set("id", id).set("customer", customer).build();
    return new Sent(avroKey(topic, id), avroValues.serialize(topic, value), Sent.Part.NONE, id);
  }

  private byte[] avroKey(String topic, long id) {
    return avroKeys.serialize(topic, "key " + id);
  }

  private byte[] order(String topic, long id, String customer) {
    return avroValues.serialize(
        topic, new GenericRecordBuilder(ORDER).set("id", id).set("customer", customer).build());
  }

  private byte[] payment(long id) {
    return jsonValues.serialize("payments", new Payment(id, 100));
  }

  /** Reads what the application wrote in Avro. */
  GenericRecord read(byte[] value) {
    return (GenericRecord) avro.deserialize("receipts", value);
  }

  @Override
  public void close() {
    avroKeys.close();
    avroValues.close();
    avro.close();
    jsonKeys.close();
    jsonValues.close();
  }
}
