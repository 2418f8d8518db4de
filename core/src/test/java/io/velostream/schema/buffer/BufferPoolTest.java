// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

  /** A thing that sees two users at once. */
  private static final class Thing {
    private final AtomicReference<Object> user = new AtomicReference<>();
  }

  private final AtomicInteger made = new AtomicInteger();
  private final BufferPool<Thing> bufferPool =
      new BufferPool<>(
          () -> {
            made.incrementAndGet();
            return new Thing();
          });

  /** Takes from the same spares, a step nearer. */
  private static final class Taker extends BufferPool.Taker<Thing> {
    Taker(BufferPool<Thing> bufferPool) {
      super(bufferPool);
    }

    BufferPool.Spare<Thing> takeOne() {
      return take();
    }
  }

  private final Taker taker = new Taker(bufferPool);

  @Test
  void givesTheSameThingToWhoeverTakesInAThread() {
    bufferPool.give(bufferPool.take());
    BufferPool.Spare<Thing> own = bufferPool.take();
    Thing thing = own.thing();

    assertThat(taker.takeOne().thing()).as("while it is taken").isNotSameAs(thing);
    bufferPool.give(own);
    assertThat(taker.takeOne().thing()).isSameAs(thing);
    assertThat(bufferPool.take().thing()).as("while it is taken").isNotSameAs(thing);
  }

  @Test
  void givesAThreadTheSameThingAgain() {
    BufferPool.Spare<Thing> first = bufferPool.take();
    Thing thing = first.thing();
    bufferPool.give(first);

    for (int i = 0; i < 100; i++) {
      BufferPool.Spare<Thing> again = bufferPool.take();
      assertThat(again.thing()).isSameAs(thing);
      bufferPool.give(again);
    }
  }

  @Test
  void givesAnotherThingToWhoTakesAgainBeforeGivingBack() {
    bufferPool.give(bufferPool.take());
    BufferPool.Spare<Thing> outer = bufferPool.take();
    BufferPool.Spare<Thing> inner = bufferPool.take();

    assertThat(inner.thing()).isNotSameAs(outer.thing());
    bufferPool.give(inner);
    bufferPool.give(outer);
  }

  @Test
  void doesNotUseAgainWhatWasDropped() {
    bufferPool.give(bufferPool.take());
    BufferPool.Spare<Thing> bad = bufferPool.take();
    bufferPool.drop(bad);

    assertThat(bufferPool.take().thing()).isNotSameAs(bad.thing());
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
      BufferPool.Spare<Thing> spare = i % 2 == 0 ? bufferPool.take() : taker.takeOne();
      Object me = new Object();
      if (!spare.thing().user.compareAndSet(null, me)) {
        shared.incrementAndGet();
      }
      if (i % 3 == 0) {
        BufferPool.Spare<Thing> nested = bufferPool.take();
        shared.addAndGet(nested.thing() == spare.thing() ? 1 : 0);
        bufferPool.give(nested);
      }
      spare.thing().user.compareAndSet(me, null);
      bufferPool.give(spare);
    }
  }

  @Test
  void makesFewThingsForThreadsThatComeOneAfterTheOther() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Thread thread = new Thread(() -> bufferPool.give(bufferPool.take()));
      thread.start();
      thread.join();
    }

    assertThat(made.get()).isLessThan(100);
  }
}
