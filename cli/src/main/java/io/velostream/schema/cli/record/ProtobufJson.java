// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.velostream.schema.protobuf.schema.MessageIndexes;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Protobuf messages as JSON for people: fields by their names in the schema, enums as names, bytes
 * in Base64, times as ISO 8601. Fields that are not set are left out, unless their type has no
 * presence.
 */
final class ProtobufJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProtobufJson() {}

  /**
   * Reads a message behind its message indexes.
   *
   * @throws IOException if the bytes end early, or the schema has no such message
   */
  static JsonNode read(ProtobufSchema schema, byte[] bytes, int offset) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, bytes.length - offset);
    return node(DynamicMessage.parseFrom(message(schema, in), in));
  }

  /**
   * Reads a message whose indexes are in a header.
   *
   * @param header the header; without indexes for the first message
   */
  static JsonNode read(ProtobufSchema schema, byte[] header, int offset, byte[] bytes)
      throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(header, offset, header.length - offset);
    return node(DynamicMessage.parseFrom(message(schema, in), bytes));
  }

  private static Descriptor message(ProtobufSchema schema, CodedInputStream in) throws IOException {
    int count = in.isAtEnd() ? 0 : in.readSInt32();
    List<Descriptor> siblings = MessageIndexes.messages(schema.file());
    if (count == 0) {
      return at(siblings, 0);
    }
    Descriptor found = at(siblings, in.readSInt32());
    for (int i = 1; i < count; i++) {
      found = at(MessageIndexes.messages(found), in.readSInt32());
    }
    return found;
  }

  private static Descriptor at(List<Descriptor> messages, int index) throws IOException {
    if (index < 0 || index >= messages.size()) {
      throw new IOException(
          "the message index " + index + " is none of " + messages.size() + " messages");
    }
    return messages.get(index);
  }

  private static JsonNode node(Message message) {
    if (message.getDescriptorForType().getFullName().equals("google.protobuf.Timestamp")) {
      return time(message);
    }
    ObjectNode object = NODES.objectNode();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : isShown(message, field)) {
        object.set(field.getName(), value(field, message.getField(field)));
      }
    }
    return object;
  }

  private static boolean isShown(Message message, FieldDescriptor field) {
    return !field.hasPresence() || message.hasField(field);
  }

  private static JsonNode time(Message message) {
    try {
      Timestamp time = Timestamp.parseFrom(message.toByteString());
      return NODES.textNode(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString());
    } catch (IOException | DateTimeException | ArithmeticException e) {
      return NODES.textNode(message.toString());
    }
  }

  private static JsonNode value(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      FieldDescriptor inner = field.getMessageType().findFieldByNumber(2);
      FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
      ObjectNode object = NODES.objectNode();
      for (Object each : (List<?>) value) {
        Message entry = (Message) each;
        object.set(String.valueOf(entry.getField(key)), single(inner, entry.getField(inner)));
      }
      return object;
    }
    if (!field.isRepeated()) {
      return single(field, value);
    }
    ArrayNode array = NODES.arrayNode();
    ((List<?>) value).forEach(each -> array.add(single(field, each)));
    return array;
  }

  private static JsonNode single(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> node((Message) value);
      case BYTES ->
          NODES.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case BOOL -> NODES.booleanNode((Boolean) value);
      case INT32, SINT32, SFIXED32 -> NODES.numberNode((Integer) value);
      case UINT32, FIXED32 -> NODES.numberNode(Integer.toUnsignedLong((Integer) value));
      case INT64, SINT64, SFIXED64 -> NODES.numberNode((Long) value);
      case UINT64, FIXED64 -> NODES.numberNode(new BigInteger(Long.toUnsignedString((Long) value)));
      case FLOAT, DOUBLE -> number(((Number) value).doubleValue(), value);
      case STRING, ENUM -> NODES.textNode(value.toString());
    };
  }

  private static JsonNode number(double number, Object value) {
    if (!Double.isFinite(number)) {
      return NODES.textNode(value.toString());
    }
    return value instanceof Float single ? NODES.numberNode(single) : NODES.numberNode(number);
  }
}
