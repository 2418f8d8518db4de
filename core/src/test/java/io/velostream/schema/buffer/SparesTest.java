// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SparesTest {

  /** A thing that sees two users at once. */
  private static final class Thing {
    private final AtomicReference<Object> user = new AtomicReference<>();
  }

  private final AtomicInteger made = new AtomicInteger();
  private final Spares<Thing> spares =
      new Spares<>(
          () -> {
            made.incrementAndGet();
            return new Thing();
          });

  /** Takes from the same spares, a step nearer. */
  private static final class Taker extends Spares.Taker<Thing> {
    Taker(Spares<Thing> spares) {
      super(spares);
    }

    Spares.Spare<Thing> takeOne() {
      return take();
    }
  }

  private final Taker taker = new Taker(spares);

  @Test
  void givesTheSameThingToWhoeverTakesInAThread() {
    spares.give(spares.take());
    Spares.Spare<Thing> own = spares.take();
    Thing thing = own.thing();

    assertThat(taker.takeOne().thing()).as("while it is taken").isNotSameAs(thing);
    spares.give(own);
    assertThat(taker.takeOne().thing()).isSameAs(thing);
    assertThat(spares.take().thing()).as("while it is taken").isNotSameAs(thing);
  }

  @Test
  void givesAThreadTheSameThingAgain() {
    Spares.Spare<Thing> first = spares.take();
    Thing thing = first.thing();
    spares.give(first);

    for (int i = 0; i < 100; i++) {
      Spares.Spare<Thing> again = spares.take();
      assertThat(again.thing()).isSameAs(thing);
      spares.give(again);
    }
  }

  @Test
  void givesAnotherThingToWhoTakesAgainBeforeGivingBack() {
    spares.give(spares.take());
    Spares.Spare<Thing> outer = spares.take();
    Spares.Spare<Thing> inner = spares.take();

    assertThat(inner.thing()).isNotSameAs(outer.thing());
    spares.give(inner);
    spares.give(outer);
  }

  @Test
  void doesNotUseAgainWhatWasDropped() {
    spares.give(spares.take());
    Spares.Spare<Thing> bad = spares.take();
    spares.drop(bad);

    assertThat(spares.take().thing()).isNotSameAs(bad.thing());
  }

  @Test
  void letsNoTwoThreadsUseOneThingAtOnceWhereverTheirPlaces() throws InterruptedException {
    AtomicInteger shared = new AtomicInteger();
    for (int wave = 0; wave < 20; wave++) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        threads.add(new Thread(() -> use(shared), "spares-" + i));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(shared).hasValue(0);
    assertThat(made.get()).isGreaterThan(1);
  }

  private void use(AtomicInteger shared) {
    for (int i = 0; i < 2_000; i++) {
      Spares.Spare<Thing> spare = i % 2 == 0 ? spares.take() : taker.takeOne();
      Object me = new Object();
      if (!spare.thing().user.compareAndSet(null, me)) {
        shared.incrementAndGet();
      }
      if (i % 3 == 0) {
        Spares.Spare<Thing> nested = spares.take();
        shared.addAndGet(nested.thing() == spare.thing() ? 1 : 0);
        spares.give(nested);
      }
      spare.thing().user.compareAndSet(me, null);
      spares.give(spare);
    }
  }

  @Test
  void makesFewThingsForThreadsThatComeOneAfterTheOther() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Thread thread = new Thread(() -> spares.give(spares.take()));
      thread.start();
      thread.join();
    }

    assertThat(made.get()).isLessThan(100);
  }
}
