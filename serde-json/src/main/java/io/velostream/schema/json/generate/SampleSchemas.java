// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derives schemas of scalars and enums from the output of their serializers for samples and
 * constants, which respects features, format annotations and modules.
 */
final class SampleSchemas {

  /** RFC 3339, section 5.6. */
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  private final ObjectMapper mapper;
  private final SerializerProvider provider;

  SampleSchemas(ObjectMapper mapper, SerializerProvider provider) {
    this.mapper = mapper;
    this.provider = provider;
  }

  /** The schema of an enum, from the output for its constants. */
  ObjectNode ofEnum(Class<?> type, JsonSerializer<?> serializer) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    Class<?> declared = type.isEnum() ? type : type.getSuperclass();
    Object[] constants = declared == null ? null : declared.getEnumConstants();
    if (constants == null) {
      return schema;
    }
    Set<JsonNode> written = new LinkedHashSet<>();
    for (Object each : constants) {
      JsonNode node = written(each, serializer);
      if (node == null) {
        return schema;
      }
      written.add(node);
    }
    if (written.stream().allMatch(JsonNode::isIntegralNumber)) {
      return schema.put("type", "integer");
    }
    if (written.stream().allMatch(JsonNode::isTextual)) {
      schema.put("type", "string");
    }
    ArrayNode values = schema.putArray("enum");
    written.forEach(values::add);
    return schema;
  }

  /** The schema of a JDK scalar; null for other classes. */
  @Nullable ObjectNode ofScalar(Class<?> type, JsonSerializer<?> serializer) {
    Object sample = ScalarSamples.of(type);
    JsonNode written = sample == null ? null : written(sample, serializer);
    if (sample == null || written == null) {
      return null;
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (written.isTextual() || written.isBinary()) {
      schema.put("type", "string");
      String format = format(sample, written.asText());
      return format == null ? schema : schema.put("format", format);
    }
    if (written.isArray()) {
      return array(schema, written);
    }
    String kind = kind(written);
    return kind == null ? schema : schema.put("type", kind);
  }

  private static ObjectNode array(ObjectNode schema, JsonNode written) {
    schema.put("type", "array");
    ObjectNode items = schema.putObject("items");
    Set<String> kinds = new LinkedHashSet<>();
    for (JsonNode each : written) {
      kinds.add(each.isTextual() ? "string" : String.valueOf(kind(each)));
    }
    if (kinds.size() == 1) {
      items.put("type", kinds.iterator().next());
    }
    return schema;
  }

  private static @Nullable String kind(JsonNode written) {
    if (written.isBoolean()) {
      return "boolean";
    }
    if (written.isNumber()) {
      return written.isIntegralNumber() ? "integer" : "number";
    }
    return null;
  }

  /** The format of all strings that the class is written as. */
  private static @Nullable String format(Object sample, String text) {
    if (sample instanceof UUID id && text.equals(id.toString())) {
      return "uuid";
    }
    if (sample instanceof LocalDate && DATE.matcher(text).matches()) {
      return "date";
    }
    return ScalarSamples.isMoment(sample) && DATE_TIME.matcher(text).matches() ? "date-time" : null;
  }

  @SuppressWarnings("unchecked") // the serializer was found for the class of the sample
  private @Nullable JsonNode written(Object sample, JsonSerializer<?> serializer) {
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      ((JsonSerializer<Object>) serializer).serialize(sample, buffer, provider);
      return mapper.readTree(buffer.asParser());
    } catch (IOException | RuntimeException e) {
      return null; // the output is unknown
    }
  }
}
