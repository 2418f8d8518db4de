// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a parser. Jackson enforces them since 2.15, and the number of tokens since 2.18;
 * for older versions {@link LimitedParser} does. Immutable.
 *
 * @param maxDepth the maximum nesting of objects and arrays
 * @param maxStringLength most characters of a string
 * @param maxNumberLength most characters of a number
 * @param maxTokens most tokens of one document
 */
public record ReadLimits(int maxDepth, int maxStringLength, int maxNumberLength, long maxTokens) {

  /** The defaults of Jackson. */
  public static final ReadLimits DEFAULT = new ReadLimits(1_000, 20_000_000, 1_000, Long.MAX_VALUE);

  private static final boolean HAS_CONSTRAINTS = JacksonVersion.CORE >= 15;

  /** Before 2.16, numbers beyond the range of double are infinite, even as decimals. */
  private static final boolean READS_LARGE_EXPONENTS = JacksonVersion.CORE >= 16;

  private static final boolean COUNTS_TOKENS = JacksonVersion.CORE >= 18;

  /** The same with another {@link #maxDepth}. */
  public ReadLimits withMaxDepth(int depth) {
    return new ReadLimits(depth, maxStringLength, maxNumberLength, maxTokens);
  }

  /** The same with another {@link #maxStringLength}. */
  public ReadLimits withMaxStringLength(int length) {
    return new ReadLimits(maxDepth, length, maxNumberLength, maxTokens);
  }

  /** The same with another {@link #maxTokens}. */
  public ReadLimits withMaxTokens(long tokens) {
    return new ReadLimits(maxDepth, maxStringLength, maxNumberLength, tokens);
  }

  /** Sets the limits that Jackson supports on a factory. */
  public JsonFactoryBuilder applyTo(JsonFactoryBuilder factory) {
    return HAS_CONSTRAINTS ? Constraints.apply(this, factory) : factory;
  }

  /**
   * Returns a parser that enforces the limits that the factory does not, and never reads a number
   * as infinite.
   *
   * @param parser a parser without non-numeric numbers
   */
  public JsonParser limit(JsonParser parser) {
    return READS_LARGE_EXPONENTS && (COUNTS_TOKENS || maxTokens == Long.MAX_VALUE)
        ? parser
        : new LimitedParser(parser, this);
  }

  /** Whether a failure was caused by a limit. */
  public static boolean isExceeded(@Nullable Throwable failure) {
    return failure instanceof LimitExceededException
        || (HAS_CONSTRAINTS && Constraints.isExceeded(failure));
  }

  /** Needs Jackson 2.15. */
  private static final class Constraints {

    static JsonFactoryBuilder apply(ReadLimits limits, JsonFactoryBuilder factory) {
      StreamReadConstraints.Builder constraints =
          StreamReadConstraints.builder()
              .maxNestingDepth(limits.maxDepth())
              .maxStringLength(limits.maxStringLength())
              .maxNumberLength(limits.maxNumberLength());
      if (COUNTS_TOKENS) {
        TokenCount.set(constraints, limits.maxTokens());
      }
      return factory.streamReadConstraints(constraints.build());
    }

    static boolean isExceeded(@Nullable Throwable failure) {
      return failure instanceof StreamConstraintsException;
    }
  }

  /** Needs Jackson 2.18. */
  private static final class TokenCount {
    static void set(StreamReadConstraints.Builder constraints, long maxTokens) {
      constraints.maxTokenCount(maxTokens);
    }
  }
}
