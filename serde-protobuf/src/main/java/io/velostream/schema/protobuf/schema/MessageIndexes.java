// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.schema;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The message indexes that say which message of a schema a payload is: the index of a message in
 * its file, then within that message the index of a nested one, and so on.
 *
 * <p>On the wire they are their count and each index, as zigzag varints; the first message of the
 * file alone is the single byte 0. Only messages that the text declares with the word {@code
 * message} are counted: not the entries of maps and the types of groups, which a descriptor lists
 * among them, in an order that depends on the compiler. Source: the wire format in the
 * documentation of Confluent's Schema Registry. No state.
 */
public final class MessageIndexes {

  private static final int VARINT_PAYLOAD = 0x7F;
  private static final int VARINT_MORE = 0x80;
  private static final int VARINT_BITS = 7;

  /** The longest varint of 32 bits. */
  private static final int MAX_VARINT = 5;

  private MessageIndexes() {}

  /** Returns the bytes that stand before a payload of this message. */
  public static byte[] bytesOf(Descriptor message) {
    Deque<Integer> path = new ArrayDeque<>();
    for (Descriptor each = message; each != null; each = each.getContainingType()) {
      Descriptor parent = each.getContainingType();
      List<Descriptor> siblings = parent == null ? messages(each.getFile()) : messages(parent);
      if (!siblings.contains(each)) {
        throw new InvalidSchemaException(
            each.getFullName() + " is the entry of a map or a group, and no message of its own");
      }
      path.addFirst(siblings.indexOf(each));
    }
    if (path.size() == 1 && path.getFirst() == 0) {
      return new byte[] {0};
    }
    byte[] bytes = new byte[MAX_VARINT * (path.size() + 1)];
    int end = put(bytes, 0, path.size());
    for (int index : path) {
      end = put(bytes, end, index);
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The messages that are declared in a file. */
  public static List<Descriptor> messages(FileDescriptor file) {
    return declared(file.getMessageTypes(), file.getExtensions());
  }

  /** The messages that are declared in a message. */
  public static List<Descriptor> messages(Descriptor message) {
    List<FieldDescriptor> fields = new ArrayList<>(message.getFields());
    fields.addAll(message.getExtensions());
    return declared(message.getNestedTypes(), fields);
  }

  private static List<Descriptor> declared(
      List<Descriptor> messages, List<FieldDescriptor> fields) {
    return messages.stream()
        .filter(each -> !each.getOptions().getMapEntry())
        .filter(
            each ->
                fields.stream()
                    .noneMatch(
                        field ->
                            field.toProto().getType() == FieldDescriptorProto.Type.TYPE_GROUP
                                && field.getMessageType() == each))
        .toList();
  }

  private static int put(byte[] bytes, int position, int value) {
    int rest = value << 1; // zigzag of a number that is not negative
    int end = position;
    while (rest > VARINT_PAYLOAD) {
      bytes[end++] = (byte) ((rest & VARINT_PAYLOAD) | VARINT_MORE);
      rest >>>= VARINT_BITS;
    }
    bytes[end++] = (byte) rest;
    return end;
  }
}
