// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.json.jackson.JsonPayload;
import io.velostream.schema.json.jackson.Utf8Check;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of a schema whose {@code oneOf} branches name classes. Reads the payload as a
 * tree to select the first branch that accepts it, and decodes into the class of that branch.
 */
final class BranchDecoder implements ValueDecoder {

  /**
   * A branch.
   *
   * @param admits whether the branch accepts a payload
   * @param decoder reads a payload into the class that the branch names
   */
  record Branch(Predicate<JsonNode> admits, ValueDecoder decoder) {}

  private final ObjectReader trees;
  private final List<Branch> branches;
  private final ValueDecoder otherwise;

  /**
   * Creates a decoder.
   *
   * @param otherwise decodes payloads that no branch accepts, or that are not JSON
   */
  BranchDecoder(ObjectReader trees, List<Branch> branches, ValueDecoder otherwise) {
    this.trees = trees;
    this.branches = List.copyOf(branches);
    this.otherwise = otherwise;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Utf8Check.requireUtf8(bytes, offset, length);
    return choose(new JsonPayload.Bytes(bytes, offset, length)).decode(bytes, offset, length);
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return decode(bytes, 0, bytes.length);
  }

  private ValueDecoder choose(JsonPayload source) {
    JsonNode tree;
    try {
      tree = source.readTree(trees);
    } catch (IOException e) {
      return otherwise; // reports the same error
    }
    if (tree != null) {
      for (Branch each : branches) {
        if (each.admits().test(tree)) {
          return each.decoder();
        }
      }
    }
    return otherwise;
  }
}
