// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.FourBytes;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.avro.generated.Status;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes are read into although no list allows them. */
class GeneratedClassesTest {

  private static final String HERE = "io.velostream.schema.avro.model.GeneratedClassesTest";

  private static Schema record(String name) {
    return schema("{'type':'record','name':'" + name + "','namespace':'" + HERE + "','fields':[]}");
  }

  @Test
  void readsTheGeneratedClassThatTheWriterNamesWithoutAList() {
    Order order = Samples.order();

    assertThat(decode(reading(AvroKeys.SPECIFIC_READER, true), order.getSchema(), encode(order)))
        .isEqualTo(order);
  }

  @Test
  void readsGeneratedClassesInUnionsArraysAndMapsWithoutAList() {
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true);
    Address address = new Address("Main Street", "1");
    Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), Address.getClassSchema());
    Schema list = Schema.createArray(union);
    Schema map = Schema.createMap(Status.SCHEMA$);

    assertThat(decode(codec, union, encode(writing(), union, address))).isEqualTo(address);
    assertThat((List<?>) decode(codec, list, encode(writing(), list, List.of(address))))
        .first()
        .isEqualTo(address);
    assertThat(
            ((Map<?, ?>) decode(codec, map, encode(writing(), map, Map.of("a", Status.PAID))))
                .values())
        .first()
        .isEqualTo(Status.PAID);
  }

  @Test
  void readsGeneratedEnumsAndFixedValuesWithoutAList() {
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true);
    Schema fixed = FourBytes.SCHEMA$;

    assertThat(decode(codec, Status.SCHEMA$, encode(writing(), Status.SCHEMA$, Status.PAID)))
        .isEqualTo(Status.PAID);
    assertThat(
            decode(
                codec,
                fixed,
                encode(writing(), fixed, new GenericData.Fixed(fixed, new byte[] {1, 2, 3, 4}))))
        .isInstanceOf(FourBytes.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamsSerdeNeedsNothingButTheUrl(boolean isKey) {
    try (Registry registry = new Registry();
        SpecificAvroSerde<Order> serde = new SpecificAvroSerde<>()) {
      serde.configure(registry.configs(), isKey);
      Order order = Samples.order();
      byte[] bytes = serde.serializer().serialize(TOPIC, order);

      assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(order);
    }
  }

  @Test
  void keyTurnsItOff() {
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOW_GENERATED, false);

    assertThatThrownBy(() -> codec.decoder(Address.getClassSchema(), null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(AvroKeys.ALLOW_GENERATED)
        .hasMessageContaining(AvroKeys.ALLOWED_PACKAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plain", "Unnamed", "Borrowed", "Hidden", "Lying"})
  void nothingElseIsInitialized(String name) {
    Schema writer = record(name);
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true, AvroKeys.REFLECTION, true);

    assertThatThrownBy(() -> codec.decoder(writer, null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(AvroKeys.ALLOWED_PACKAGES);
    assertThatThrownBy(() -> codec.decoder(Schema.createArray(Schema.createMap(writer)), null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(name);
    assertThat(Trapped.initialized).isNull();
  }

  /** The classes that properties name are not those of named types. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string','java-class':'%s'}",
        "{'type':'array','items':{'type':'string','java-class':'%s'}}",
        "{'type':'map','values':'int','java-key-class':'%s'}"
      })
  void propertiesStayUnderTheList(String text) {
    Schema part = schema(text.formatted(Address.class.getName()));
    Schema writer =
        Schema.createRecord("a.Holder", null, null, false, List.of(new Schema.Field("f", part)));
    AvroCodec codec = reading(AvroKeys.SPECIFIC_READER, true, AvroKeys.REFLECTION, true);
    AvroCodec plain = reading(AvroKeys.SPECIFIC_READER, true);
    // a record of that type has been read before: what is known of it must not answer for names
    var unused = plain.decoder(Address.getClassSchema(), null);
    Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), writer);

    for (AvroCodec either : List.of(plain, codec)) {
      assertThatThrownBy(() -> decode(either, union, payloadOf(part)))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining(Address.class.getName())
          .hasMessageContaining(AvroKeys.ALLOWED_PACKAGES);
    }
  }

  private static byte[] payloadOf(Schema part) {
    return switch (part.getType()) {
      case ARRAY -> new byte[] {2, 2, 2, 'x', 0};
      case MAP -> new byte[] {2, 2, 2, 'x', 2, 0};
      default -> new byte[] {2, 2, 'x'};
    };
  }

  @Test
  void typesWithoutAClassAreReadAsGenericRecordsWithinContainers() {
    Schema list = Schema.createArray(schema("{'type':'record','name':'b.Gone','fields':[]}"));
    GenericRecord gone = new GenericRecordBuilder(list.getElementType()).build();

    assertThat(
            (List<?>)
                decode(
                    reading(AvroKeys.SPECIFIC_READER, true),
                    list,
                    encode(writing(), list, List.of(gone))))
        .first()
        .isEqualTo(gone);
  }

  @Test
  void saysThatThereIsNoClass() {
    String name = "b" + ".b".repeat(2_000) + ".Gone";

    for (Schema gone :
        List.of(
            schema("{'type':'record','name':'b.Gone','fields':[]}"),
            schema("{'type':'record','name':'" + name + "','fields':[]}"))) {
      assertThatThrownBy(() -> reading(AvroKeys.SPECIFIC_READER, true).decoder(gone, null))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining("no such class");
    }
  }

  static final class Trapped {
    static volatile String initialized;
  }

  /** Not a class of Avro's. */
  static final class Plain {
    public static final Schema SCHEMA$ = trap("Plain");
  }

  /** Without a schema of its own class. */
  static final class Unnamed extends Empty {
    static final Object TRAP = trap("Unnamed");
  }

  /** With the schema of its superclass only. */
  static final class Borrowed extends Other {
    static final Object TRAP = trap("Borrowed");
  }

  /** With a schema that is not public. */
  static final class Hidden extends Empty {
    static final Schema SCHEMA$ = trap("Hidden");
  }

  /** With the schema of another type; to learn that, it has to be initialized. */
  public static final class Lying extends Empty {
    public static final Schema SCHEMA$ = Address.getClassSchema();
  }

  /** A generated class of another name. */
  public static class Other extends Empty {
    public static final Schema SCHEMA$ = record("Other");
  }

  /** What generated classes have in common. */
  abstract static class Empty extends SpecificRecordBase {
    @Override
    public Schema getSchema() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object get(int field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(int field, Object value) {
      throw new UnsupportedOperationException();
    }
  }

  private static Schema trap(String name) {
    Trapped.initialized = name;
    return record(name);
  }
}
