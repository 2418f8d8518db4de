// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.json.jackson.Charsets;
import io.velostream.schema.json.jackson.JsonSource;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of a schema whose branches name classes: into that of the first branch that
 * admits the payload. The payload is read as a tree first, by which the branch is chosen.
 */
final class BranchDecoder implements ValueDecoder {

  /**
   * One branch.
   *
   * @param admits whether a payload is of this branch
   * @param decoder reads it into the class that the branch names
   */
  record Branch(Predicate<JsonNode> admits, ValueDecoder decoder) {}

  private final ObjectReader trees;
  private final List<Branch> branches;
  private final ValueDecoder otherwise;

  /**
   * A decoder.
   *
   * @param otherwise reads what is of no branch, or no JSON
   */
  BranchDecoder(ObjectReader trees, List<Branch> branches, ValueDecoder otherwise) {
    this.trees = trees;
    this.branches = List.copyOf(branches);
    this.otherwise = otherwise;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Charsets.requireUtf8(bytes, offset, length);
    return choose(new JsonSource.Bytes(bytes, offset, length)).decode(bytes, offset, length);
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

  private ValueDecoder choose(JsonSource source) {
    JsonNode tree;
    try {
      tree = source.tree(trees);
    } catch (IOException e) {
      return otherwise; // which fails the same way, and says so
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
