// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.UnfitValue;
import io.velostream.schema.avro.compiled.read.ReadStep;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads values of one logical type as those of another. */
final class ChangedRead extends ReadStep {

  private static final int MOST_LENGTH_BYTES = 5;

  private final Schema writer;
  private final LogicalChange change;
  private final ReadStep target;
  private final String place;

  /**
   * A step.
   *
   * @param target reads what the reader's schema would have been written as
   * @param place where the value stands, for messages
   */
  ChangedRead(Schema writer, LogicalChange change, ReadStep target, String place) {
    this.writer = writer;
    this.change = change;
    this.target = target;
    this.place = place;
  }

  @Override
  public @Nullable Object read(BinaryReader in) {
    Object changed = changed(written(in));
    if (changed instanceof Long) {
      return changed;
    }
    byte[] bytes = bytes(changed);
    boolean isFixed = writer.getType() == Schema.Type.FIXED;
    return target.read(isFixed ? new BinaryReader(bytes, 0, bytes.length) : withLength(bytes));
  }

  private Object changed(Object written) {
    try {
      return change.apply(written);
    } catch (UnfitValue e) {
      throw new UnfitValue(place + ": " + e.getMessage());
    }
  }

  private Object written(BinaryReader in) {
    return switch (writer.getType()) {
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case STRING -> in.readString();
      case FIXED -> in.readFixed(writer.getFixedSize());
      default -> in.readBytes();
    };
  }

  private static byte[] bytes(Object changed) {
    return changed instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : (byte[]) changed;
  }

  private static BinaryReader withLength(byte[] bytes) {
    byte[] framed = new byte[MOST_LENGTH_BYTES + bytes.length];
    int at = 0;
    for (long rest = 2L * bytes.length; ; rest >>>= 7) {
      framed[at++] = (byte) (rest > 0x7F ? rest | 0x80 : rest);
      if (rest <= 0x7F) {
        break;
      }
    }
    System.arraycopy(bytes, 0, framed, at, bytes.length);
    return new BinaryReader(framed, 0, at + bytes.length);
  }
}
