// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.UnfitValue;
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

/** Which values are changed, or refused, so that they mean the same in another schema. */
public enum Changes {
  /** None: as Avro does. */
  NONE,
  /** Those of other logical types. */
  READING,
  /** Those of other logical types; and bytes become strings only where they are UTF-8. */
  WRITING;

  private static final int UNFIT = Integer.MAX_VALUE;

  /**
   * What has to be done with values of one schema so that they are the same in another.
   *
   * @return null when nothing has to be done
   * @throws AvroTypeException when nothing can be done
   */
  public @Nullable LogicalChange between(Schema from, Schema to) {
    if (this == NONE) {
      return null;
    }
    LogicalChange change = LogicalChange.between(from, to);
    return change == null
            && this == WRITING
            && from.getType() == Schema.Type.BYTES
            && to.getType() == Schema.Type.STRING
        ? bytes -> text((byte[]) bytes)
        : change;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnfitValue("bytes that are no valid UTF-8 cannot be written as a string");
    }
  }

  /**
   * The branch of a union that a value goes to. Avro takes one of the value's type, and then one
   * that the type can be promoted to. A value of a logical type goes first to a branch of the same
   * logical type, then to one that it can be converted to, and to a branch without only after
   * these.
   */
  public Resolver.Action branch(Resolver.ReaderUnion union) {
    Schema writer = union.actualAction.writer;
    if (this == NONE || LogicalNames.of(writer) == null || !isSimple(writer)) {
      return union.actualAction;
    }
    Resolver.Action best = union.actualAction;
    int leastRank = rank(writer, best.reader);
    for (Schema branch : union.reader.getTypes()) {
      int rank = isSimple(branch) ? rank(writer, branch) : UNFIT;
      if (rank < leastRank) {
        Resolver.Action action = Resolver.resolve(writer, branch, GenericData.get());
        if (!UnresolvableAction.is(action)) {
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

  /** The lower, the more of the meaning a branch keeps. */
  private static int rank(Schema writer, Schema branch) {
    LogicalChange change;
    try {
      change = LogicalChange.between(writer, branch);
    } catch (AvroTypeException e) {
      return UNFIT;
    }
    if (LogicalNames.of(branch) != null) {
      return change != null ? 2 : isSame(writer, branch) ? 0 : 1;
    }
    return writer.getType() == branch.getType() ? 3 : change != null ? 4 : 5;
  }

  private static boolean isSame(Schema one, Schema other) {
    return Objects.equals(LogicalNames.of(one), LogicalNames.of(other))
        && (!(one.getLogicalType() instanceof LogicalTypes.Decimal from)
            || !(other.getLogicalType() instanceof LogicalTypes.Decimal to)
            || from.getScale() == to.getScale());
  }
}
