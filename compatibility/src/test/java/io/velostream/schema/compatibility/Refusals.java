// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.CustomEncoding;

/** Asks for what needs newer versions, and prints in a line for each what it is answered. */
public final class Refusals {

  private static final String WRITER = "io.velostream.schema.avro.KafkaAvroSerializer";
  private static final String READER = "io.velostream.schema.avro.KafkaAvroDeserializer";

  private Refusals() {}

  /**
   * Asks for all of them.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Map<String, Object> reflecting =
          Wire.configs(
              registry.url(),
              "schema.reflection",
              true,
              "specific.avro.allowed.packages",
              Refusals.class.getPackageName());
      ask("encoding", reflecting, new Encoded());
      ask("optional", reflecting, new WithOptional());
      ask(
          "nanos",
          Wire.configs(registry.url(), "avro.use.logical.type.converters", true),
          inNanos());
      ask(
          "oauth",
          Wire.configs(registry.url(), "bearer.auth.credentials.source", "OAUTHBEARER"),
          "text");
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void ask(String what, Map<String, Object> configs, Object value) {
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      byte[] bytes = wire.write(what, value);
      Object read = wire.read(bytes);
      System.out.println(what + "=" + bytes.length + " bytes, read as " + read.getClass());
    } catch (Exception e) {
      StringBuilder all = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        all.append(cause).append(' ');
      }
      System.out.println(what + "=" + all.toString().replace('\n', ' '));
    }
  }

  private static GenericData.Record inNanos() {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":"
                    + "{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}}]}");
    GenericData.Record record = new GenericData.Record(schema);
    record.put("f", Instant.EPOCH);
    return record;
  }

  /** Has an encoding for all its objects. */
  @AvroEncode(using = Encoding.class)
  static final class Encoded {}

  /** Writes nothing but a number. Avro makes it, and must be able to. */
  public static final class Encoding extends CustomEncoding<Encoded> {

    /** Writes a number. */
    public Encoding() {
      schema =
          new Schema.Parser()
              .parse(
                  "{\"type\":\"record\",\"name\":\"Encoded\",\"namespace\":\""
                      + Refusals.class.getName()
                      + "\",\"fields\":[{\"name\":\"number\",\"type\":\"int\"}]}");
    }

    @Override
    protected void write(Object value, Encoder out) throws IOException {
      out.writeInt(7);
    }

    @Override
    protected Encoded read(Object reuse, Decoder in) throws IOException {
      in.readInt();
      return new Encoded();
    }
  }

  /** Has a field that Avro 1.11 has no schema for. */
  static final class WithOptional {
    Optional<String> text = Optional.of("a");
  }
}
