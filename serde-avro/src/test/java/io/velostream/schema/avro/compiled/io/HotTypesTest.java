// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For which record types classes are made, and when they are let go; time is injected. */
class HotTypesTest {

  private static final long MILLISECOND = 1_000_000;

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Long> waits = new ArrayList<>();
  private long now = MILLISECOND;

  private final HotTypes types =
      new HotTypes(
          () -> now,
          (nanos, task) -> {
            waits.add(nanos);
            tasks.add(task);
          });

  private static final int MOST_COLLECTIONS = 300;

  /** A record type whose class takes its part of the time that the shared code takes. */
  private final class Type {
    private long nanosOfClass;
    private int made;
    private final TypeUsage<Type> use;

    Type(long nanosOfClass) {
      this.nanosOfClass = nanosOfClass;
      this.use = new TypeUsage<>(types, (generated, trial) -> generated.on(trial));
      use.setFactory(
          () -> {
            made++;
            return new Type(nanosOfClass);
          });
    }

    private GeneratedCodeTrial trial;

    private Type on(GeneratedCodeTrial trial) {
      this.trial = trial;
      return this;
    }

    /** Reads a record in 100 ns by shared code. */
    void read() {
      Type reads = use.generatedCode();
      if (reads == null) {
        now += 100;
      } else if (reads.trial == null || !use.isOnTrial()) {
        now += nanosOfClass;
      } else {
        GeneratedCodeTrial.Call call = reads.trial.next();
        long nanos = call.isGenerated() ? nanosOfClass : 100;
        now += nanos;
        if (call.isTimed()) {
          reads.trial.add(call, nanos);
        }
      }
      if (use.count()) {
        use.reportBatch();
      }
    }
  }

  private List<Type> types(int count, long nanosOfClass) {
    return IntStream.range(0, count).mapToObj(i -> new Type(nanosOfClass)).toList();
  }

  private void readInTurn(List<Type> all, int recordsOfEach) {
    for (int i = 0; i < recordsOfEach; i++) {
      all.forEach(Type::read);
    }
  }

  private void endWindow() {
    now += HotTypes.MIN_WINDOW_NANOS;
    tasks.remove().run();
  }

  private static long made(List<Type> all) {
    return all.stream().filter(type -> type.use.generatedCode() != null).count();
  }

  /** Long enough for a trial of each. */
  private void readThroughTrials(List<Type> all) {
    for (int i = 0; i < (GeneratedCodeTrial.MAX_ROUNDS + 20) * all.size(); i++) {
      readInTurn(all, 10_000);
      if (!tasks.isEmpty()) {
        endWindow();
      }
    }
  }

  @Test
  void makesNoClassOnTheThreadThatReads() {
    Type type = new Type(50);
    readInTurn(List.of(type), 10_000);

    assertThat(type.made).isZero();
    assertThat(tasks).hasSize(1);
    endWindow();
    assertThat(type.made).isEqualTo(1);
  }

  @Test
  void makesNoClassForTypesOfFewRecords() {
    Type few = new Type(50);
    Type many = new Type(50);
    readInTurn(List.of(few), TypeUsage.BATCH - 1);
    readInTurn(List.of(many), 10_000);
    endWindow();

    assertThat(few.made).isZero();
    assertThat(many.made).isEqualTo(1);
  }

  @Test
  void takesQuickerClassIntoUseAfterItsTrial() {
    Type type = new Type(90);
    readInTurn(List.of(type), TypeUsage.BATCH);
    endWindow();

    assertThat(type.use.isOnTrial()).isTrue();
    readInTurn(
        List.of(type),
        GeneratedCodeTrial.SAMPLE_INTERVAL
            * (GeneratedCodeTrial.WARM_UP_CALLS + 2 * GeneratedCodeTrial.SAMPLES));
    assertThat(type.use.isOnTrial()).isFalse();
    assertThat(type.use.generatedCode()).isNotNull();
  }

  /** As when the JVM compiles it late. */
  @Test
  void waitsForAClassThatIsSlowAtFirst() {
    Type type = new Type(1_000);
    readInTurn(List.of(type), TypeUsage.BATCH);
    endWindow();
    readInTurn(
        List.of(type),
        GeneratedCodeTrial.SAMPLE_INTERVAL
            * (GeneratedCodeTrial.WARM_UP_CALLS + 50 * GeneratedCodeTrial.SAMPLES));
    assertThat(type.use.isOnTrial()).isTrue();

    type.nanosOfClass = 50;
    readInTurn(
        List.of(type), GeneratedCodeTrial.SAMPLE_INTERVAL * 100 * GeneratedCodeTrial.SAMPLES);
    now += GeneratedCodeTrial.MIN_ROUND_INTERVAL_NANOS;
    readInTurn(List.of(type), GeneratedCodeTrial.SAMPLE_INTERVAL * 3 * GeneratedCodeTrial.SAMPLES);
    assertThat(type.use.isOnTrial()).isFalse();
    assertThat(type.use.generatedCode()).isNotNull();
  }

  @Test
  void givesUpClassThatIsNotClearlyQuicker() {
    Type type = new Type(97);
    readThroughTrials(List.of(type));

    assertThat(type.use.generatedCode()).isNull();
    assertThat(type.made).isEqualTo(1);
  }

  @Test
  void goesOnAfterTypeOfWhichNoClassCanBeMade() {
    Type broken = new Type(50);
    broken.use.setFactory(
        () -> {
          throw new IllegalStateException("no class");
        });
    readInTurn(List.of(broken), TypeUsage.BATCH);
    endWindow();
    assertThat(broken.use.canGenerate()).isFalse();

    Type type = new Type(50);
    readInTurn(List.of(type), TypeUsage.BATCH);
    endWindow();
    assertThat(type.made).isEqualTo(1);
  }

  @Test
  void makesNoClassesForManyTypesReadInTurn() {
    List<Type> all = types(100, 50);
    for (int i = 0; i < 20; i++) {
      readInTurn(all, 1_000);
      endWindow();
    }

    assertThat(all).allMatch(type -> type.made == 0);
  }

  @Test
  void makesClassesForTheTypesWithTheShareOfRecords() {
    List<Type> hot = types(4, 50);
    List<Type> cold = types(200, 50);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 10; j++) {
        readInTurn(hot, 2_000);
        readInTurn(cold, 10);
      }
      endWindow();
    }

    assertThat(made(hot)).isEqualTo(4);
    assertThat(made(cold)).isZero();
  }

  @Test
  void triesFewClassesAtOnceAndKeepsNoMoreThanTheMost() {
    List<Type> first = types(20, 50);
    readInTurn(first, 1_000);
    endWindow();
    assertThat(made(first)).isEqualTo(HotTypes.MAX_TRIALS);
    readThroughTrials(first);
    assertThat(made(first)).isEqualTo(20);

    List<Type> second = types(20, 50);
    readInTurn(second, 1_000);
    endWindow();
    for (int i = 0; i < 40; i++) {
      readInTurn(second, 10_000);
      readInTurn(first, 10_000);
      if (!tasks.isEmpty()) {
        endWindow();
      }
      assertThat(made(first) + made(second)).isLessThanOrEqualTo(HotTypes.MAX_CLASSES);
    }
  }

  @Test
  void givesUpClassOfTypeThatIsNoLongerUsed() {
    Type once = new Type(50);
    readThroughTrials(List.of(once));
    WeakReference<Type> generated = new WeakReference<>(once.use.generatedCode());
    assertThat(generated.get()).isNotNull();

    Type now = new Type(50);
    for (int i = 0; i <= HotTypes.COLD_WINDOWS; i++) {
      readInTurn(List.of(now), TypeUsage.BATCH);
      endWindow();
    }
    assertThat(once.use.generatedCode()).isNull();
    collect(generated);
    assertThat(generated.get()).isNull();
  }

  @Test
  void waitsLongerWhileNothingChanges() {
    Type type = new Type(100);
    readThroughTrials(List.of(type));

    assertThat(waits.get(0)).isEqualTo(HotTypes.MIN_WINDOW_NANOS);
    assertThat(waits.get(waits.size() - 1)).isEqualTo(HotTypes.MAX_WINDOW_NANOS);
  }

  @Test
  void hasNothingToDoWhileNoRecordComes() {
    readInTurn(List.of(new Type(50)), TypeUsage.BATCH);
    endWindow();

    assertThat(tasks).isEmpty();
  }

  @Test
  void doesNotHoldTypesWhoseCodecIsGone() {
    WeakReference<Type> type = new WeakReference<>(usedOnce());
    collect(type);
    endWindow();

    assertThat(type.get()).isNull();
  }

  private static void collect(WeakReference<?> unused) {
    for (int i = 0; i < MOST_COLLECTIONS && unused.get() != null; i++) {
      System.gc();
    }
  }

  private Type usedOnce() {
    Type type = new Type(50);
    readInTurn(List.of(type), TypeUsage.BATCH);
    return type;
  }
}
