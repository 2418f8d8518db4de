// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Changes of registered schemas that keep what values mean, and what values mean. */
public final class LogicalPlaces {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Avro's model of generic values, with Java objects for all logical types. */
  static final GenericData CONVERTING = new GenericData();

  static {
    LogicalTypeConversions.all().forEach(CONVERTING::addLogicalTypeConversion);
  }

  private LogicalPlaces() {}

  /** How a registered schema may differ from the one of the values. */
  enum Registered {
    SAME(node -> node),
    EVOLVED(LogicalPlaces::evolved),
    PROMOTED(LogicalPlaces::promoted),
    OPTIONAL(LogicalPlaces::optional);

    private final UnaryOperator<JsonNode> change;

    Registered(UnaryOperator<JsonNode> change) {
      this.change = change;
    }

    Schema of(Schema own) {
      try {
        JsonNode tree = MAPPER.readTree(own.toString());
        return new Schema.Parser().parse(change.apply(tree).toString());
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  /** Fields and symbols in another order, and a symbol more. */
  private static JsonNode evolved(JsonNode node) {
    for (JsonNode each : node) {
      var unused = evolved(each);
    }
    if (node instanceof ObjectNode type && type.path("symbols") instanceof ArrayNode symbols) {
      reverse(symbols);
      symbols.insert(1, "ANOTHER");
    }
    if (node instanceof ObjectNode type && type.path("fields") instanceof ArrayNode fields) {
      List<JsonNode> defining = new ArrayList<>();
      List<JsonNode> others = new ArrayList<>();
      fields.forEach(
          each ->
              (each.path("type").toString().contains("\"name\"") ? defining : others).add(each));
      Collections.reverse(others);
      fields.removeAll();
      fields.addAll(defining).addAll(others);
    }
    return node;
  }

  private static void reverse(ArrayNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    Collections.reverse(all);
    array.removeAll();
    array.addAll(all);
  }

  /** Logical types of more digits, and a text for a UUID. */
  private static JsonNode promoted(JsonNode node) {
    for (JsonNode each : node) {
      var unused = promoted(each);
    }
    if (node instanceof ObjectNode type) {
      switch (type.path("logicalType").asText()) {
        case "date" -> type.put("type", "long").put("logicalType", "timestamp-millis");
        case "time-millis" -> type.put("type", "long").put("logicalType", "time-micros");
        case "timestamp-millis" -> type.put("logicalType", "timestamp-micros");
        case "timestamp-micros" -> type.put("logicalType", "timestamp-nanos");
        case "local-timestamp-millis" -> type.put("logicalType", "local-timestamp-micros");
        case "local-timestamp-micros" -> type.put("logicalType", "local-timestamp-nanos");
        case "decimal" -> type.put("precision", type.path("precision").asInt() + 2).put("scale", 4);
        default -> {}
      }
    }
    return node;
  }

  /** Each field a union with null, and one field more. */
  private static JsonNode optional(JsonNode node) {
    for (JsonNode each : node) {
      var unused = optional(each);
    }
    if (node instanceof ObjectNode type && type.path("fields") instanceof ArrayNode fields) {
      for (JsonNode each : fields) {
        if (!each.path("type").isArray()) {
          ArrayNode union = MAPPER.createArrayNode().add("null").add(each.path("type"));
          ((ObjectNode) each).set("type", union);
        }
      }
      fields.addObject().put("name", "added").put("type", "string").put("default", "d");
    }
    return node;
  }

  static byte[] written(DatumWriter<Object> writer, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(value, out);
    out.flush();
    return bytes.toByteArray();
  }

  static Object read(DatumReader<?> reader, byte[] payload) throws IOException {
    return reader.read(null, DecoderFactory.get().binaryDecoder(payload, null));
  }

  /** What a payload means, whatever types of the same meaning its schema has. */
  static String meaning(Schema schema, byte[] payload) throws IOException {
    return meaning(read(new GenericDatumReader<>(schema, schema, CONVERTING), payload));
  }

  static String meaning(Object value) {
    if (value instanceof GenericRecord record) {
      Map<String, String> fields = new TreeMap<>();
      for (Schema.Field field : record.getSchema().getFields()) {
        if (!field.name().equals("added")) {
          fields.put(field.name(), meaning(record.get(field.pos())));
        }
      }
      return fields.toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> entries = new TreeMap<>();
      map.forEach((key, each) -> entries.put(key.toString(), meaning(each)));
      return entries.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(LogicalPlaces::meaning).toList().toString();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
    return value instanceof GenericFixed fixed
        ? java.util.Arrays.toString(fixed.bytes())
        : String.valueOf(value);
  }
}
