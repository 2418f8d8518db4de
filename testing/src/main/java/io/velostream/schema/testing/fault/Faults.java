// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.fault;

import io.velostream.schema.testing.model.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The fault rules of a registry, in the order in which they were added: a request has every delay
 * that applies to it, and the first other fault. Safe for use by many threads.
 */
public final class Faults {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<ActiveRule> active = new ArrayList<>();

  public Faults() {}

  /**
   * Adds a rule.
   *
   * @param rule the rule
   * @return the same rule, to remove it with
   */
  public FaultRule add(FaultRule rule) {
    lock.lock();
    try {
      active.add(new ActiveRule(rule));
      return rule;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a rule for all requests until it is removed.
   *
   * @param fault what happens
   * @return the rule, to remove it with
   */
  public FaultRule always(Fault fault) {
    return add(FaultRule.always(fault));
  }

  /**
   * Adds a rule for the next requests.
   *
   * @param times how many requests
   * @param fault what happens to them
   * @return the rule, to remove it with
   */
  public FaultRule next(int times, Fault fault) {
    return add(FaultRule.next(times, fault));
  }

  /**
   * Removes a rule. Requests that it delays already are not affected.
   *
   * @param rule the rule that was added
   */
  public void remove(FaultRule rule) {
    lock.lock();
    try {
      active.removeIf(each -> each.rule.equals(rule));
    } finally {
      lock.unlock();
    }
  }

  /** Removes all rules. */
  public void clear() {
    lock.lock();
    try {
      active.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the faults of a request: all delays, and at most one other fault, which is last. */
  public List<Fault> take(RecordedRequest request) {
    lock.lock();
    try {
      List<Fault> matching = new ArrayList<>();
      for (ActiveRule each : active) {
        if (each.remaining > 0 && each.rule.applies().test(request)) {
          each.use();
          matching.add(each.rule.fault());
          if (!isWait(each.rule.fault())) {
            break;
          }
        }
      }
      active.removeIf(each -> each.remaining == 0);
      return matching;
    } finally {
      lock.unlock();
    }
  }

  static boolean isWait(Fault fault) {
    return fault instanceof Fault.Delayed || fault instanceof Fault.Held;
  }

  /** A rule with its remaining number of requests. Guarded by the lock of the faults. */
  private static final class ActiveRule {
    private final FaultRule rule;
    private int remaining;

    ActiveRule(FaultRule rule) {
      this.rule = rule;
      this.remaining = rule.times();
    }

    void use() {
      if (remaining != FaultRule.ALWAYS) {
        remaining--;
      }
    }
  }
}
