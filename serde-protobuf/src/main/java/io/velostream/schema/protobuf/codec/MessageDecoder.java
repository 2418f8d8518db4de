// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads that begin with message indexes, or whose indexes are in the frame. Allocates
 * the message only.
 */
final class MessageDecoder implements ValueDecoder {

  private static final int VARINT_PAYLOAD = 0x7F;
  private static final int VARINT_BITS = 7;
  private static final int MAX_SHIFT = 28;

  private final MessageTree tree;

  /** The reader of the first message. Benign data race: any one of them will do. */
  private @Nullable MessageReader first;

  MessageDecoder(MessageTree tree) {
    this.tree = tree;
  }

  @Override
  public Object decode(byte[] bytes, int offset, int length) {
    if (length > 0 && bytes[offset] == 0) {
      MessageReader known = first;
      return (known == null ? first() : known).parse(bytes, offset + 1, length - 1);
    }
    int end = offset + length;
    int start = endOfIndexes(bytes, offset, end);
    return find(bytes, offset, start).parse(bytes, start, end - start);
  }

  private MessageReader first() {
    MessageReader made = tree.first();
    first = made;
    return made;
  }

  @Override
  public Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    ByteBuffer rest = payload.duplicate();
    if (rest.hasRemaining() && rest.get(rest.position()) == 0) {
      rest.get();
      return tree.first().parse(rest);
    }
    // the indexes alone are copied: no message has more of them than this
    byte[] head = new byte[Math.min(rest.remaining(), MessageTree.MAX_INDEX_BYTES)];
    rest.get(rest.position(), head);
    int length = endOfIndexes(head, 0, head.length);
    rest.position(rest.position() + length);
    return find(head, 0, length).parse(rest);
  }

  @Override
  public Object decode(byte[] frame, int suffix, byte[] bytes, int offset, int length) {
    return inFrame(frame, suffix).parse(bytes, offset, length);
  }

  @Override
  public Object decode(byte[] frame, int suffix, ByteBuffer payload) {
    MessageReader reader = inFrame(frame, suffix);
    return payload.hasArray()
        ? reader.parse(
            payload.array(), payload.arrayOffset() + payload.position(), payload.remaining())
        : reader.parse(payload.duplicate());
  }

  private MessageReader inFrame(byte[] frame, int suffix) {
    if (suffix >= frame.length) {
      return tree.standard();
    }
    int end = endOfIndexes(frame, suffix, frame.length);
    if (end != frame.length) {
      throw new InvalidValueException(
          (frame.length - end) + " bytes follow the message indexes in the header", null);
    }
    return find(frame, suffix, end);
  }

  private MessageReader find(byte[] bytes, int start, int end) {
    MessageTree.Node node = tree.root();
    for (int position = skip(bytes, start); position < end; position = skip(bytes, position)) {
      int index = varint(bytes, position, end);
      node = node.child((index >>> 1) ^ -(index & 1));
    }
    return node == tree.root() ? tree.first() : node.reader();
  }

  /** Checks the indexes, and returns where they end. */
  private static int endOfIndexes(byte[] bytes, int start, int end) {
    int count = varint(bytes, start, end);
    count = (count >>> 1) ^ -(count & 1);
    int position = skip(bytes, start);
    if (count == 0) {
      return position;
    }
    if (count < 0 || count > MessageTree.MAX_DEPTH) {
      throw new InvalidValueException(
          "the payload has "
              + count
              + " message indexes, from 0 to "
              + MessageTree.MAX_DEPTH
              + " are possible; it may be no Protobuf record",
          null);
    }
    for (int i = 0; i < count; i++) {
      var unused = varint(bytes, position, end);
      position = skip(bytes, position);
    }
    return position;
  }

  private static int skip(byte[] bytes, int start) {
    int position = start;
    while (bytes[position++] < 0) {
      // all but the last byte of a varint are negative
    }
    return position;
  }

  private static int varint(byte[] bytes, int start, int end) {
    int value = 0;
    int position = start;
    for (int shift = 0; shift <= MAX_SHIFT; shift += VARINT_BITS) {
      if (position >= end) {
        throw new InvalidValueException(
            "the payload ends within its message indexes, or has none", null);
      }
      byte next = bytes[position++];
      value |= (next & VARINT_PAYLOAD) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new InvalidValueException("a message index has more than 32 bits", null);
  }
}
