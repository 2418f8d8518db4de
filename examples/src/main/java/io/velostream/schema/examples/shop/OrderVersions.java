// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the orders' schemas, made from the first by adding fields.
 *
 * <p>The second adds an optional field to the order and one to the customer that it refers to. The
 * third adds a required field to the order, which no older record has: it is incompatible.
 */
public final class OrderVersions {

  /** What a record without the customer's field of version 2 is read with. */
  public static final String DEFAULT_TIER = "standard";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String GIFT_WRAP = "giftWrap";
  private static final String TIER = "tier";
  private static final String WAREHOUSE = "warehouse";

  private OrderVersions() {}

  /**
   * The four Avro schemas of a version.
   *
   * @param version from 1 to 3
   * @param orderSubject the subject of the order; the subjects of the others are their full names
   * @return text and references of each, dependencies first
   */
  public static List<Part> avro(int version, String orderSubject) {
    return evolved(
        OrderRecords.parts(orderSubject),
        "io.velostream.shop.Customer",
        text -> version < 2 ? text : withAvroField(text, TIER, "string", DEFAULT_TIER),
        orderSubject,
        text -> {
          String second = version < 2 ? text : withAvroField(text, GIFT_WRAP, "boolean", false);
          return version < 3 ? second : withAvroField(second, WAREHOUSE, "string", null);
        });
  }

  /**
   * The four JSON Schemas of a version.
   *
   * @param version from 1 to 3
   * @param orderSubject the subject of the order; the subjects of the others are their file names
   * @return text and references of each, dependencies first
   */
  public static List<Part> json(int version, String orderSubject) {
    return evolved(
        ShopOrder.parts(orderSubject),
        "customer.json",
        text -> version < 2 ? text : withProperty(text, TIER, "string", DEFAULT_TIER),
        orderSubject,
        text -> {
          String second = version < 2 ? text : withProperty(text, GIFT_WRAP, "boolean", false);
          return version < 3 ? second : withProperty(second, WAREHOUSE, "string", null);
        });
  }

  private static List<Part> evolved(
      List<Part> parts,
      String customerSubject,
      UnaryOperator<String> customer,
      String orderSubject,
      UnaryOperator<String> order) {
    return parts.stream()
        .map(
            part -> {
              String text = part.text();
              if (part.subject().equals(customerSubject)) {
                text = customer.apply(text);
              } else if (part.subject().equals(orderSubject)) {
                text = order.apply(text);
              }
              return new Part(part.subject(), text, part.references());
            })
        .toList();
  }

  /** Adds a field to an Avro record; one without a default must be in each record. */
  private static String withAvroField(
      String schema, String name, String type, @Nullable Object defaultValue) {
    ObjectNode root = parse(schema);
    ObjectNode field = ((ArrayNode) root.get("fields")).addObject();
    field.put("name", name).put("type", type);
    addDefault(field, defaultValue);
    return root.toString();
  }

  /** Adds a property to a JSON Schema; one without a default must be in each object. */
  private static String withProperty(
      String schema, String name, String type, @Nullable Object defaultValue) {
    ObjectNode root = parse(schema);
    ObjectNode property = root.withObjectProperty("properties").putObject(name);
    property.put("type", type);
    addDefault(property, defaultValue);
    if (defaultValue == null) {
      ((ArrayNode) root.get("required")).add(name);
    }
    return root.toString();
  }

  private static void addDefault(ObjectNode field, @Nullable Object value) {
    if (value != null) {
      JsonNode tree = MAPPER.valueToTree(value);
      field.set("default", tree);
    }
  }

  private static ObjectNode parse(String schema) {
    try {
      return (ObjectNode) MAPPER.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no schema in JSON: " + schema, e);
    }
  }
}
