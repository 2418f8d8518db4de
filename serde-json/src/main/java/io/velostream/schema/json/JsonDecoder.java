// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 JSON. Without validation the bytes become the value at once; with it they become
 * one tree, which is validated, and then the value.
 */
final class JsonDecoder implements ValueDecoder {

  private static final String WHAT = "the payload cannot be read";

  private final ObjectReader reader;
  private final @Nullable ValueCheck check;
  private final boolean wantsTree;

  JsonDecoder(ObjectReader reader, @Nullable ValueCheck check) {
    this.reader = reader;
    this.check = check;
    this.wantsTree = reader.getValueType().getRawClass() == JsonNode.class;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Charsets.requireUtf8(bytes, offset, length);
    try {
      return check == null
          ? reader.readValue(bytes, offset, length)
          : checked(check.reader().readValue(bytes, offset, length), check);
    } catch (IOException e) {
      throw PayloadProblems.of(WHAT, e);
    }
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    byte[] head = new byte[Math.min(Charsets.HEAD_LENGTH, payload.remaining())];
    payload.get(payload.position(), head);
    Charsets.requireUtf8(head, 0, head.length);
    BufferStream stream = new BufferStream(payload);
    try {
      return check == null
          ? reader.readValue(stream)
          : checked(check.reader().readValue(stream), check);
    } catch (IOException e) {
      throw PayloadProblems.of(WHAT, e);
    }
  }

  private @Nullable Object checked(@Nullable JsonNode tree, ValueCheck by) throws IOException {
    if (tree == null || tree.isMissingNode()) {
      throw new InvalidValueException("the payload holds no JSON", null);
    }
    by.check(tree);
    return wantsTree ? tree : reader.readValue(reader.treeAsTokens(tree));
  }
}
