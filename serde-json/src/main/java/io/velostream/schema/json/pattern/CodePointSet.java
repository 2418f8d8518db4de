// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** An immutable set of code points, defined by ranges and predicates. */
final class CodePointSet {

  private static final int ASCII = 128;
  private static final IntPredicate[] NONE = {};

  static final CodePointSet DIGIT = builder().range('0', '9').build(false);
  static final CodePointSet WORD =
      builder().range('a', 'z').range('A', 'Z').range('0', '9').range('_', '_').build(false);

  /** The productions WhiteSpace and LineTerminator. */
  static final CodePointSet SPACE =
      builder()
          .range('\t', '\r')
          .range(' ', ' ')
          .range(0xA0, 0xA0)
          .range(0x1680, 0x1680)
          .range(0x2000, 0x200A)
          .range(0x2028, 0x2029)
          .range(0x202F, 0x202F)
          .range(0x205F, 0x205F)
          .range(0x3000, 0x3000)
          .range(0xFEFF, 0xFEFF)
          .build(false);

  /** The code points that a dot does not match. */
  static final CodePointSet LINE_TERMINATOR =
      builder().range('\n', '\n').range('\r', '\r').range(0x2028, 0x2029).build(false);

  static final CodePointSet DOT = LINE_TERMINATOR.complement();

  /** First and last code point of each range, in order. */
  private final int[] ranges;

  private final IntPredicate[] predicates;
  private final boolean isComplement;

  /** One bit for each code point of ASCII. */
  private final long low;

  private final long high;

  private CodePointSet(int[] ranges, IntPredicate[] predicates, boolean isComplement) {
    this.ranges = ranges;
    this.predicates = predicates;
    this.isComplement = isComplement;
    this.low = bits(0);
    this.high = bits(Long.SIZE);
  }

  private long bits(int first) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      bits |= search(first + i) ? 1L << i : 0;
    }
    return bits;
  }

  static CodePointSet of(int codePoint) {
    return new CodePointSet(new int[] {codePoint, codePoint}, NONE, false);
  }

  static Builder builder() {
    return new Builder();
  }

  boolean contains(int codePoint) {
    if (codePoint < ASCII) {
      return ((codePoint < Long.SIZE ? low : high) >>> codePoint & 1) != 0;
    }
    return search(codePoint);
  }

  private boolean search(int codePoint) {
    int found = Arrays.binarySearch(ranges, codePoint);
    boolean isIn = found >= 0 || (-found - 1) % 2 == 1;
    for (int i = 0; i < predicates.length && !isIn; i++) {
      isIn = predicates[i].test(codePoint);
    }
    return isIn != isComplement;
  }

  /** The only code point of this set; -1 when the set does not consist of a single code point. */
  int single() {
    boolean isSingle =
        ranges.length == 2 && ranges[0] == ranges[1] && predicates.length == 0 && !isComplement;
    return isSingle ? ranges[0] : -1;
  }

  CodePointSet complement() {
    return new CodePointSet(ranges, predicates, !isComplement);
  }

  /** Estimates the memory of this set, in bytes. */
  long bytes() {
    return 72 + 4L * ranges.length + 4L * predicates.length;
  }

  /** Builds a set. */
  static final class Builder {

    private final List<int[]> ranges = new ArrayList<>();
    private final List<IntPredicate> predicates = new ArrayList<>();

    private Builder() {}

    Builder range(int first, int last) {
      ranges.add(new int[] {first, last});
      return this;
    }

    Builder add(IntPredicate predicate) {
      predicates.add(predicate);
      return this;
    }

    Builder add(CodePointSet other) {
      if (other.isComplement) {
        return add(other::contains);
      }
      for (int i = 0; i < other.ranges.length; i += 2) {
        range(other.ranges[i], other.ranges[i + 1]);
      }
      predicates.addAll(Arrays.asList(other.predicates));
      return this;
    }

    /** Builds the set, or its complement. */
    CodePointSet build(boolean isComplement) {
      ranges.sort((one, other) -> Integer.compare(one[0], other[0]));
      int[] merged = new int[2 * ranges.size()];
      int size = 0;
      for (int[] each : ranges) {
        if (size > 0 && each[0] <= merged[size - 1] + 1) {
          merged[size - 1] = Math.max(merged[size - 1], each[1]);
        } else {
          merged[size++] = each[0];
          merged[size++] = each[1];
        }
      }
      return new CodePointSet(Arrays.copyOf(merged, size), predicates.toArray(NONE), isComplement);
    }
  }
}
