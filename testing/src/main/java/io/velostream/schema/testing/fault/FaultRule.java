// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.fault;

import io.velostream.schema.testing.model.RecordedRequest;
import java.util.function.Predicate;

/**
 * A rule that applies a fault to requests.
 *
 * @param fault the fault
 * @param applies selects the requests; called under a lock, so it must be fast
 * @param times the number of matching requests that it is applied to; {@link #ALWAYS} for all
 */
public record FaultRule(Fault fault, Predicate<RecordedRequest> applies, int times) {

  /** The number of times of a rule that holds until it is removed. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** Checks the count. */
  public FaultRule {
    if (times < 1) {
      throw new IllegalArgumentException("A fault happens at least once, not " + times + " times");
    }
  }

  /**
   * Makes a rule for all requests until it is removed.
   *
   * @param fault what happens
   * @return the rule
   */
  public static FaultRule always(Fault fault) {
    return new FaultRule(fault, request -> true, ALWAYS);
  }

  /**
   * Makes a rule for the next requests.
   *
   * @param times how many requests
   * @param fault what happens to them
   * @return the rule
   */
  public static FaultRule next(int times, Fault fault) {
    return always(fault).times(times);
  }

  /**
   * Narrows the rule to one kind of request.
   *
   * @param method an HTTP method, or {@code *} for any
   * @param pathPattern a percent-encoded path, in which {@code *} stands for any part of one
   *     segment and {@code **} for anything
   * @return the narrower rule
   */
  public FaultRule on(String method, String pathPattern) {
    return when(request -> request.matches(method, pathPattern));
  }

  /**
   * Narrows the rule.
   *
   * @param condition what must hold as well
   * @return the narrower rule
   */
  public FaultRule when(Predicate<RecordedRequest> condition) {
    return new FaultRule(fault, applies.and(condition), times);
  }

  /**
   * Limits how many requests have the fault.
   *
   * @param count how many
   * @return the limited rule
   */
  public FaultRule times(int count) {
    return new FaultRule(fault, applies, count);
  }
}
