// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.jackson.BufferStream;
import io.velostream.schema.json.jackson.Charsets;
import io.velostream.schema.json.jackson.JsonSource;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 JSON. The bytes become the value at once; where they are validated, token by token
 * as the value is made. If that does not end well, they become a tree, which is judged as a whole,
 * and then the value: so what is wrong is said as if there were no quicker way.
 */
final class JsonDecoder implements ValueDecoder {

  private final ObjectReader reader;
  private final @Nullable ValueCheck check;
  private final JacksonErrorMessages problems;
  private final boolean wantsTree;

  /** How messages begin. */
  private final String what;

  JsonDecoder(ObjectReader reader, @Nullable ValueCheck check, JacksonErrorMessages problems) {
    this.reader = reader;
    this.check = check;
    this.problems = problems;
    Class<?> target = reader.getValueType().getRawClass();
    this.what =
        "the payload cannot be read" + (target == Object.class ? "" : " as " + target.getName());
    this.wantsTree = target == JsonNode.class;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Charsets.requireUtf8(bytes, offset, length);
    try {
      return check == null
          ? reader.readValue(bytes, offset, length)
          : checked(new JsonSource.Bytes(bytes, offset, length), check);
    } catch (IOException | RuntimeException e) {
      throw problems.of(what, e);
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
    try {
      return check == null
          ? reader.readValue(new BufferStream(payload))
          : checked(new JsonSource.Buffer(payload), check);
    } catch (IOException | RuntimeException e) {
      throw problems.of(what, e);
    }
  }

  private @Nullable Object checked(JsonSource source, ValueCheck by) throws IOException {
    StreamingValidator checker = by.checker();
    try (JsonParser parser = by.parser(source, checker)) {
      parser.setCodec(reader.getFactory().getCodec());
      Object value = (wantsTree ? by.reader() : reader).readValue(parser);
      if (parser.nextToken() == null && checker.admits()) {
        return value;
      }
    } catch (IOException | RuntimeException e) {
      return slowly(source, by, checker); // which fails the same way, or says what does not fit
    }
    return slowly(source, by, checker);
  }

  private @Nullable Object slowly(JsonSource source, ValueCheck by, StreamingValidator checker)
      throws IOException {
    InvalidValueException problem = checker.problem();
    if (problem != null) {
      throw problem;
    }
    return slowly(source, by);
  }

  /** The value by way of a tree. */
  private @Nullable Object slowly(JsonSource source, ValueCheck by) throws IOException {
    JsonNode tree = source.tree(by.reader());
    if (tree == null || tree.isMissingNode()) {
      throw new InvalidValueException("the payload holds no JSON", null);
    }
    by.check(tree);
    return wantsTree ? tree : reader.readValue(reader.treeAsTokens(tree));
  }
}
