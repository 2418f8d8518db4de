// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much records of one type are read or written, and the code that is made for the type alone,
 * if there is any. Code that all types share does the work otherwise.
 *
 * <p>Records are counted up to {@link #BATCH}, and then no more until {@link #countAgain}: threads
 * that use one type do not write to the same memory for each record. The count is racy by design:
 * an approximate one is enough.
 *
 * @param <T> what reads or writes records of the type
 */
public final class TypeUse<T> {

  /** The records after which the type is reported as used. */
  static final int BATCH = 500;

  /** Makes a class for a type, and gives an object of it; null where none can be made. */
  @FunctionalInterface
  public interface Maker<T> {
    @Nullable T make();
  }

  private static final Logger LOG = LoggerFactory.getLogger(TypeUse.class);

  private final ClassPolicy policy;
  private final Trial.Wrapper<T> wrapper;

  private final RecordShare share = new RecordShare();

  private int left = BATCH;

  /** Makes a class for the type, and gives null where none can be made; null before a batch. */
  private volatile @Nullable Maker<T> maker;

  /** Benign data race: published through final fields, and may be seen late. */
  private @Nullable T made;

  private volatile boolean isOnTrial;

  /** Whether no class can be made for the type, or it was not quicker. */
  private volatile boolean isSettled;

  /**
   * The use of a type.
   *
   * @param policy is told when a batch of records was counted
   * @param wrapper tries what was made beside the shared code
   */
  public TypeUse(ClassPolicy policy, Trial.Wrapper<T> wrapper) {
    this.policy = policy;
    this.wrapper = wrapper;
  }

  /** Counts a record; whether a batch was counted, and has to be reported. */
  public boolean count() {
    int before = left;
    if (before > 0) {
      left = before - 1;
    }
    return before == 1;
  }

  /** Whether it is known how a class is made. */
  public boolean isPrepared() {
    return maker != null;
  }

  /** Says how a class is made, which gives null where that cannot be. */
  public void prepare(Maker<T> maker) {
    this.maker = maker;
  }

  /** Reports a batch of records; called when {@link #count} says so. */
  public void report() {
    policy.used(this);
  }

  /** What reads or writes in place of the shared code; null for none. */
  @Nullable
  public T made() {
    return made;
  }

  /** What its records are of all. */
  RecordShare share() {
    return share;
  }

  /** The records counted since the last {@link #countAgain}. */
  int counted() {
    return BATCH - left;
  }

  void countAgain() {
    left = BATCH;
  }

  /** Whether a class may be made. */
  boolean isOpen() {
    return made == null && !isSettled;
  }

  boolean isOnTrial() {
    return isOnTrial;
  }

  /** Makes the class and takes it into use at once. */
  public void generate() {
    T generated = newClass();
    if (generated != null) {
      made = generated;
    }
  }

  /** Makes the class, which is taken into use when the clock says that it is quicker. */
  void tryOut(Trial.Clock clock) {
    T generated = newClass();
    if (generated != null) {
      isOnTrial = true;
      made = wrapper.wrap(generated, new Trial(clock, isQuicker -> end(generated, isQuicker)));
    }
  }

  private @Nullable T newClass() {
    T generated = null;
    Maker<T> maker = this.maker;
    try {
      generated = maker == null ? null : maker.make();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("The code that all record types share goes on for one", e);
    }
    isSettled = generated == null;
    return generated;
  }

  private void end(T generated, boolean isQuicker) {
    if (isOnTrial) {
      isSettled = !isQuicker;
      made = isQuicker ? generated : null;
      isOnTrial = false;
    }
  }

  /** Lets go of the class, so that it can be collected. */
  void giveUp() {
    isOnTrial = false;
    made = null;
  }
}
