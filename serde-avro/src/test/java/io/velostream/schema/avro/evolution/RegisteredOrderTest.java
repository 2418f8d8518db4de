// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.GenericWriter;
import io.velostream.schema.avro.fallback.SpecificWriter;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.avro.generated.Status;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.SpecificModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols and branches that stand elsewhere in the registered schema than in the value's own. */
class RegisteredOrderTest {

  private static final String GENERATED = "io.velostream.schema.avro.generated";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** A generated class's schema with the symbols of its enum the other way round. */
  private static Schema reversed(Schema schema) {
    List<String> symbols = new ArrayList<>(Status.SCHEMA$.getEnumSymbols());
    String before = symbols(symbols);
    Collections.reverse(symbols);
    String text = schema.toString();
    assertThat(text).contains(before);
    return schema(text.replace(before, symbols(symbols)));
  }

  private static String symbols(List<String> symbols) {
    return "\"symbols\":[\"" + String.join("\",\"", symbols) + "\"]";
  }

  private Object[] choosing(Schema registered, String way, boolean strict, boolean isKey) {
    int id = registry.server.register(isKey ? "orders-key" : "orders-value", registered.toString());
    return new Object[] {
      "auto.register.schemas",
      false,
      way,
      way.equals("use.schema.id") ? (Object) id : true,
      "latest.compatibility.strict",
      strict
    };
  }

  @ParameterizedTest
  @CsvSource({
    "use.latest.version,true,false",
    "use.latest.version,false,false",
    "use.latest.version,true,true",
    "use.schema.id,true,false",
    "use.schema.id,false,false",
    "use.schema.id,false,true"
  })
  void writesGeneratedEnumsByTheirSymbolsWhicheverWayTheSchemaIsChosen(
      String way, boolean strict, boolean isKey) {
    Object[] settings = choosing(reversed(Order.SCHEMA$), way, strict, isKey);
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry.resolver);
    serializer.configure(Registry.own(settings), isKey);
    KafkaAvroDeserializer generic = new KafkaAvroDeserializer(registry.resolver);
    generic.configure(Registry.own(), isKey);
    KafkaAvroDeserializer specific = new KafkaAvroDeserializer(registry.resolver);
    specific.configure(
        Registry.own(AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOWED_PACKAGES, GENERATED), isKey);
    for (Status status : Status.values()) {
      Order order = Samples.order();
      order.setStatus(status);
      byte[] bytes = serializer.serialize(TOPIC, order);

      assertThat(((GenericRecord) generic.deserialize(TOPIC, bytes)).get("status"))
          .hasToString(status.name());
      assertThat(specific.deserialize(TOPIC, bytes)).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @CsvSource({"use.latest.version,true", "use.latest.version,false", "use.schema.id,true"})
  void writesGeneratedEnumsAloneByTheirSymbols(String way, boolean strict) {
    KafkaAvroSerializer serializer =
        registry.serializer(choosing(reversed(Status.SCHEMA$), way, strict, false));
    for (Status status : Status.values()) {
      byte[] bytes = serializer.serialize(TOPIC, status);

      assertThat(registry.deserializer().deserialize(TOPIC, bytes)).hasToString(status.name());
      assertThat(
              registry
                  .deserializer(
                      AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOWED_PACKAGES, GENERATED)
                  .deserialize(TOPIC, bytes))
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"array", "map", "array of unions", "array of records"})
  void writesCollectionsOfThemByTheRegisteredSymbols(String kind) {
    Schema element = reversed(Status.SCHEMA$);
    Schema registered =
        switch (kind) {
          case "map" -> Schema.createMap(element);
          case "array" -> Schema.createArray(element);
          case "array of unions" ->
              Schema.createArray(Schema.createUnion(Schema.create(Schema.Type.NULL), element));
          default -> Schema.createArray(reversed(Order.SCHEMA$));
        };
    KafkaAvroSerializer serializer =
        registry.serializer(choosing(registered, "use.latest.version", true, false));
    List<Status> all = List.of(Status.values());
    List<Order> orders =
        all.stream()
            .map(
                status -> {
                  Order order = Samples.order();
                  order.setStatus(status);
                  return order;
                })
            .toList();
    Object value =
        switch (kind) {
          case "map" -> Map.of("k", Status.SENT);
          case "array of records" -> orders;
          default -> all;
        };

    Object read = registry.deserializer().deserialize(TOPIC, serializer.serialize(TOPIC, value));

    if (kind.equals("array of records")) {
      assertThat((List<?>) read)
          .extracting(record -> ((GenericRecord) record).get("status").toString())
          .isEqualTo(all.stream().map(Status::name).toList());
    } else {
      assertThat(read.toString()).isEqualTo(value.toString());
    }
  }

  @Test
  void writesThemByTheirSymbolsInAvrosOwnWriterToo() {
    Schema registered = reversed(Order.SCHEMA$);
    Order order = Samples.order();
    order.setStatus(Status.SENT);
    SpecificModel model =
        new SpecificModel(ClassFinder.none(), LogicalTypeConversions.of(Order.class));
    for (AvroEncoder encoder :
        List.of(
            new AvroEncoder(new SpecificWriter(registered, model)),
            new AvroEncoder(new GenericWriter(registered, new GenericModel(List.of()))))) {
      byte[] payload = encoder.encode(order, Codecs.NO_FRAME);

      assertThat(((GenericRecord) decode(reading(), registered, payload)).get("status"))
          .hasToString("SENT");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'record','name':'%s','fields':[{'name':'x','type':'int'}]}",
        "{'type':'enum','name':'%s','symbols':['X']}",
        "{'type':'fixed','name':'%s','size':1}"
      })
  void writesBranchesByTheirNamesWhereTheRegisteredUnionHasAnotherOrder(String type) {
    for (String place :
        List.of("[%s,%s]", "{'type':'array','items':[%s,%s]}", "{'type':'map','values':[%s,%s]}")) {
      String a = type.formatted("A");
      String b = type.formatted("B");
      Schema own = holder(place.formatted(a, b));
      Schema registered = holder(place.formatted(b, a));
      Schema branches = branches(own.getField("f").schema());
      for (Schema branch : branches.getTypes()) {
        GenericRecord record = new GenericData.Record(own);
        Object value = value(branch);
        record.put(
            "f",
            place.contains("array")
                ? List.of(value)
                : place.contains("map") ? Map.of("k", value) : value);

        byte[] payload = encode(writing(), registered, record);

        Object read = ((GenericRecord) decode(reading(), registered, payload)).get("f");
        Object one =
            read instanceof List<?> list
                ? list.get(0)
                : read instanceof Map<?, ?> map ? map.values().iterator().next() : read;
        assertThat(((GenericContainer) one).getSchema().getName())
            .as(place)
            .isEqualTo(branch.getName());
      }
    }
  }

  private static Schema branches(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> schema.getElementType();
      case MAP -> schema.getValueType();
      default -> schema;
    };
  }

  private static Object value(Schema branch) {
    return switch (branch.getType()) {
      case ENUM -> new GenericData.EnumSymbol(branch, "X");
      case FIXED -> new GenericData.Fixed(branch, new byte[] {1});
      default -> {
        GenericRecord record = new GenericData.Record(branch);
        record.put("x", 1);
        yield record;
      }
    };
  }

  private static Schema holder(String type) {
    return schema("{'type':'record','name':'H','fields':[{'name':'f','type':" + type + "}]}");
  }

  @Test
  void comparesBranchesOfOtherOrderByTheirNamesForLogicalTypesToo() {
    String record = "{'type':'record','name':'%s','fields':[{'name':'x','type':%s}]}";
    String a = record.formatted("A", "{'type':'int','logicalType':'date'}");
    String b = record.formatted("B", "{'type':'int','logicalType':'time-millis'}");
    Schema own = holder("[" + a + "," + b + "]");
    Schema registered = holder("[" + b + "," + a + "]");
    GenericRecord inner = new GenericData.Record(own.getField("f").schema().getTypes().get(0));
    inner.put("x", 7);
    GenericRecord holder = new GenericData.Record(own);
    holder.put("f", inner);

    byte[] payload = encode(writing(), registered, holder);

    GenericRecord read =
        (GenericRecord) ((GenericRecord) decode(reading(), registered, payload)).get("f");
    assertThat(read.getSchema().getName()).isEqualTo("A");
    assertThat(read.get("x")).isEqualTo(7);
  }
}
