// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.deadletter.DeadLetter;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Payments by number, of which each twenty-first is broken, and how those are mended. */
final class Payments {

  /** How many payments there are. */
  static final int COUNT = 1_050;

  /** How many of them are broken. */
  static final int BROKEN = 50;

  private static final int EACH = COUNT / BROKEN;
  private static final String SUBJECT = "payments-value";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAME = 1 + Integer.BYTES;

  private static final Schema FIRST = schema("long", "");
  private static final Schema CENTS_FIRST =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Payment",
               "namespace": "io.velostream.schema.examples.poison",
               "fields": [{"name": "cents", "type": "long"}, {"name": "id", "type": "string"}]}
              """);
  private static final Schema TEXT = schema("string", "");
  private static final Schema WITH_NOTE =
      schema("long", ", {\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}");

  private final EmbeddedSchemaRegistry registry;
  private final int first;
  private final int centsFirst;
  private final int text;

  private Payments(EmbeddedSchemaRegistry registry) {
    this.registry = registry;
    this.first = registry.register(SUBJECT, FIRST.toString());
    this.centsFirst = registry.register(SUBJECT, CENTS_FIRST.toString());
    this.text = registry.register("payments-of-old-tills-value", TEXT.toString());
  }

  /** Registers the schemas that are known from the start. */
  static Payments registeredIn(EmbeddedSchemaRegistry registry) {
    return new Payments(registry);
  }

  private static Schema schema(String cents, String more) {
    return new Schema.Parser()
        .parse(
            """
            {"type": "record", "name": "Payment",
             "namespace": "io.velostream.schema.examples.poison",
             "fields": [{"name": "id", "type": "string"}, {"name": "cents", "type": "%s"}%s]}
            """
                .formatted(cents, more));
  }

  /** Registers the schema that was forgotten. */
  void registerTheForgottenSchema() {
    int id = registry.register(SUBJECT, WITH_NOTE.toString());
    if (id != forgotten()) {
      throw new IllegalStateException("the forgotten schema has the id " + id);
    }
  }

  /** The id that the forgotten schema gets: the next one. */
  private int forgotten() {
    return text + 1;
  }

  static String key(int number) {
    return "payment-" + number;
  }

  static int number(String key) {
    return Integer.parseInt(key.substring(key.indexOf('-') + 1));
  }

  static Payment payment(int number) {
    return new Payment(key(number), 1_000_000L + number);
  }

  /** Null for a payment that is not broken. */
  static @Nullable BrokenKind kind(int number) {
    BrokenKind[] kinds = BrokenKind.values();
    return number % EACH == EACH - 1 ? kinds[number / EACH % kinds.length] : null;
  }

  /** The bytes of the record. */
  byte[] value(int number) {
    BrokenKind kind = kind(number);
    if (kind == null) {
      return framed(first, FIRST, number);
    }
    return switch (kind) {
      case NO_FRAME -> json(number).getBytes(UTF_8);
      case UNKNOWN_ID -> framed(forgotten(), WITH_NOTE, number);
      case CUT_PAYLOAD -> {
        byte[] whole = framed(first, FIRST, number);
        yield Arrays.copyOf(whole, whole.length - 5);
      }
      case WRONG_ID -> withId(first, framed(centsFirst, CENTS_FIRST, number));
      case INCOMPATIBLE -> framed(text, TEXT, number);
    };
  }

  /**
   * Mends what can be mended. What was cut is asked for again where it came from, here by its
   * number.
   */
  Optional<DeadLetter> repaired(DeadLetter letter) {
    byte[] value = letter.value();
    byte[] key = letter.key();
    if (value == null || key == null) {
      return Optional.empty();
    }
    int number = number(new String(key, UTF_8));
    BrokenKind kind = kind(number);
    if (kind == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case UNKNOWN_ID -> letter;
          case NO_FRAME -> letter.withValue(framed(first, FIRST, ofJson(new String(value, UTF_8))));
          case CUT_PAYLOAD -> letter.withValue(framed(first, FIRST, number));
          case WRONG_ID -> letter.withValue(withId(centsFirst, value));
          case INCOMPATIBLE -> letter.withValue(framed(first, FIRST, ofText(value)));
        });
  }

  private static String json(int number) {
    return "{\"id\":\"" + key(number) + "\",\"cents\":" + payment(number).cents() + "}";
  }

  private static GenericRecord ofJson(String json) {
    try {
      JsonNode payment = JSON.readTree(json);
      return record(FIRST, payment.path("id").asText(), payment.path("cents").asLong());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericRecord ofText(byte[] value) {
    try {
      GenericRecord old =
          new GenericDatumReader<GenericRecord>(TEXT)
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(value, FRAME, value.length - FRAME, null));
      return record(FIRST, old.get("id").toString(), Long.parseLong(old.get("cents").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] framed(int id, Schema schema, int number) {
    Payment payment = payment(number);
    Object cents = schema.equals(TEXT) ? Long.toString(payment.cents()) : payment.cents();
    return framed(id, schema, record(schema, payment.id(), cents));
  }

  private static GenericRecord record(Schema schema, String id, Object cents) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("id", id);
    record.put("cents", cents);
    if (schema.getField("note") != null) {
      record.put("note", "paid by card");
    }
    return record;
  }

  private static byte[] framed(int id, Schema schema, GenericRecord record) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0);
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] withId(int id, byte[] framed) {
    byte[] other = framed.clone();
    ByteBuffer.wrap(other).putInt(1, id);
    return other;
  }
}
