// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Which values are cast, or rejected, so that they keep their meaning in another schema. */
public enum CastMode {
  /** No casts: Avro's behaviour. */
  NONE,
  /** Casts between logical types. */
  READING,
  /** Casts between logical types. Bytes become strings only if they are valid UTF-8. */
  WRITING;

  private static final int NO_MATCH = Integer.MAX_VALUE;

  /**
   * Returns the cast that converts values of one schema to another.
   *
   * @return null when no cast is needed
   * @throws AvroTypeException when no cast exists
   */
  public @Nullable LogicalTypeCast between(Schema from, Schema to) {
    if (this == NONE) {
      return null;
    }
    LogicalTypeCast cast = LogicalTypeCast.between(from, to);
    return cast == null
            && this == WRITING
            && from.getType() == Schema.Type.BYTES
            && to.getType() == Schema.Type.STRING
        ? bytes -> decodeUtf8((byte[]) bytes)
        : cast;
  }

  private static String decodeUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedValueException(
          "bytes that are not valid UTF-8 cannot be written as a string");
    }
  }

  /**
   * Chooses the branch of the reader's union. Avro prefers a branch of the writer's type, then one
   * that the type can be promoted to. A value with a logical type prefers a branch with the same
   * logical type, then a branch that it can be cast to, then a branch without a logical type.
   */
  public Resolver.Action chooseBranch(Resolver.ReaderUnion union) {
    Schema writer = union.actualAction.writer;
    if (this == NONE || LogicalTypeNames.of(writer) == null || !isSimple(writer)) {
      return union.actualAction;
    }
    Resolver.Action best = union.actualAction;
    int leastRank = rank(writer, best.reader);
    for (Schema branch : union.reader.getTypes()) {
      int rank = isSimple(branch) ? rank(writer, branch) : NO_MATCH;
      if (rank < leastRank) {
        Resolver.Action action = Resolver.resolve(writer, branch, GenericData.get());
        if (!UnresolvableAction.isUnresolvable(action)) {
          best = action;
          leastRank = rank;
        }
      }
    }
    return best;
  }

  private static boolean isSimple(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED -> true;
      default -> false;
    };
  }

  /** Ranks a branch. A lower rank preserves more of the meaning. */
  private static int rank(Schema writer, Schema branch) {
    LogicalTypeCast cast;
    try {
      cast = LogicalTypeCast.between(writer, branch);
    } catch (AvroTypeException e) {
      return NO_MATCH;
    }
    if (LogicalTypeNames.of(branch) != null) {
      return cast != null ? 2 : isSame(writer, branch) ? 0 : 1;
    }
    return writer.getType() == branch.getType() ? 3 : cast != null ? 4 : 5;
  }

  private static boolean isSame(Schema first, Schema second) {
    return Objects.equals(LogicalTypeNames.of(first), LogicalTypeNames.of(second))
        && (!(first.getLogicalType() instanceof LogicalTypes.Decimal from)
            || !(second.getLogicalType() instanceof LogicalTypes.Decimal to)
            || from.getScale() == to.getScale());
  }
}
