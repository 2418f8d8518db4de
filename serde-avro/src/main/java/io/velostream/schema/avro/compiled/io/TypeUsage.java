// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one type and holds the code that was generated for the type, if any.
 * Without generated code, the code that all types share is used.
 *
 * <p>Records are counted up to {@link #BATCH}. Counting then stops until {@link #restartCounting},
 * so threads that use one type do not write to a shared cache line for each record. The count is
 * racy by design: an approximate count is enough.
 *
 * @param <T> a reader or writer of records of the type
 */
public final class TypeUsage<T> {

  /** The number of records in a batch. */
  static final int BATCH = 500;

  /** Generates a class for a type and creates an instance; null when no class can be generated. */
  @FunctionalInterface
  public interface Factory<T> {
    @Nullable T create();
  }

  private static final Logger LOG = LoggerFactory.getLogger(TypeUsage.class);

  private final CodeGenerationPolicy policy;
  private final GeneratedCodeTrial.Wrapper<T> wrapper;

  private final RecordRate rate = new RecordRate();

  private int remainingInBatch = BATCH;

  /** Generates the class; null before the first batch. */
  private volatile @Nullable Factory<T> factory;

  /** Benign data race: published through final fields, and may be seen late. */
  private @Nullable T generatedCode;

  private volatile boolean isOnTrial;

  /** Whether no class can be generated for the type, or the class was not faster. */
  private volatile boolean isRejected;

  /**
   * Creates the usage of a type.
   *
   * @param policy is notified when a batch of records was counted
   * @param wrapper wraps generated code in a trial
   */
  public TypeUsage(CodeGenerationPolicy policy, GeneratedCodeTrial.Wrapper<T> wrapper) {
    this.policy = policy;
    this.wrapper = wrapper;
  }

  /** Counts a record. Returns whether a batch is complete and must be reported. */
  public boolean count() {
    int before = remainingInBatch;
    if (before > 0) {
      remainingInBatch = before - 1;
    }
    return before == 1;
  }

  /** Whether {@link #setFactory} was called. */
  public boolean hasFactory() {
    return factory != null;
  }

  /** Sets the factory of the class. */
  public void setFactory(Factory<T> factory) {
    this.factory = factory;
  }

  /** Reports a batch of records; called when {@link #count} returns true. */
  public void reportBatch() {
    policy.onBatchCounted(this);
  }

  /** The generated code that replaces the shared code; null for none. */
  @Nullable
  public T generatedCode() {
    return generatedCode;
  }

  /** The rate of records of the type. */
  RecordRate rate() {
    return rate;
  }

  /** The number of records counted since the last {@link #restartCounting}. */
  int countedInBatch() {
    return BATCH - remainingInBatch;
  }

  void restartCounting() {
    remainingInBatch = BATCH;
  }

  /** Whether a class may be generated. */
  boolean canGenerate() {
    return generatedCode == null && !isRejected;
  }

  boolean isOnTrial() {
    return isOnTrial;
  }

  /** Generates the class and uses it at once, without a trial. */
  public void generate() {
    T generated = generateClass();
    if (generated != null) {
      generatedCode = generated;
    }
  }

  /** Generates the class and starts a trial. The class is used if it wins. */
  void startTrial(GeneratedCodeTrial.Clock clock) {
    T generated = generateClass();
    if (generated != null) {
      isOnTrial = true;
      generatedCode =
          wrapper.wrap(
              generated,
              new GeneratedCodeTrial(clock, isQuicker -> endTrial(generated, isQuicker)));
    }
  }

  private @Nullable T generateClass() {
    T generated = null;
    Factory<T> factory = this.factory;
    try {
      generated = factory == null ? null : factory.create();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Cannot generate a class for a record type; the shared code is used", e);
    }
    isRejected = generated == null;
    return generated;
  }

  private void endTrial(T generated, boolean isQuicker) {
    if (isOnTrial) {
      isRejected = !isQuicker;
      generatedCode = isQuicker ? generated : null;
      isOnTrial = false;
    }
  }

  /** Discards the class, so that it can be unloaded. */
  void discardClass() {
    isOnTrial = false;
    generatedCode = null;
  }
}
