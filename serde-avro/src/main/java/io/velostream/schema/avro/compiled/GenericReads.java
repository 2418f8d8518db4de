// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Reads generic records of many fields. Numbers that are simple and frequent are read in the loop
 * itself, all others by their steps.
 *
 * <p>For a few fields a class made at run time, which has its own instructions for each, is
 * quicker. For many of them that is more code than a processor holds ready.
 */
final class GenericReads extends ObjectReads {

  /** Up to so many fields a made class is quicker. */
  static final int FEW_FIELDS = 32;

  private static final int STEP = 0;
  private static final int SKIP = 1;
  private static final int LONG = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;

  /** Added to the kind of what may be null. */
  private static final int OPTIONAL = 3;

  private final int[] kinds;
  private final int[] positions;
  private final int[] nulls;

  GenericReads(Schema schema, List<RecordRead.Field> fields) {
    super(new ReadParts(schema, fields));
    this.kinds = fields.stream().mapToInt(GenericReads::kind).toArray();
    this.positions = fields.stream().mapToInt(RecordRead.Field::position).toArray();
    this.nulls =
        fields.stream()
            .mapToInt(field -> field.step() instanceof UnionRead union ? union.nullOfTwo() : -1)
            .toArray();
  }

  private static int kind(RecordRead.Field field) {
    if (field.position() < 0) {
      return SKIP;
    }
    if (field.step() instanceof UnionRead union && union.nullOfTwo() >= 0) {
      int kind = kind(union.branch(1 - union.nullOfTwo()));
      return kind == STEP ? STEP : kind + OPTIONAL;
    }
    return kind(field.step());
  }

  private static int kind(ReadStep step) {
    if (step instanceof NumberReads.LongRead) {
      return LONG;
    }
    if (step instanceof NumberReads.IntRead) {
      return INT;
    }
    return step instanceof NumberReads.DoubleRead ? DOUBLE : STEP;
  }

  @Override
  public Object read(Input in) {
    GenericData.Record record = newRecord();
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == SKIP) {
        skip(i, in);
      } else {
        record.put(positions[i], read(i, in));
      }
    }
    return record;
  }

  private @Nullable Object read(int field, Input in) {
    return switch (kinds[field]) {
      case LONG -> in.readLong();
      case INT -> in.readInt();
      case DOUBLE -> in.readDouble();
      case LONG + OPTIONAL -> optionalLong(nulls[field], in);
      case INT + OPTIONAL -> optionalInt(nulls[field], in);
      case DOUBLE + OPTIONAL -> optionalDouble(nulls[field], in);
      default -> value(field, in);
    };
  }
}
