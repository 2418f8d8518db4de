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
  private static final class Taker extends BufferPool.PoolUser<Thing> {
    Taker(BufferPool<Thing> bufferPool) {
      super(bufferPool);
    }

    BufferPool.Pooled<Thing> takeOne() {
      return take();
    }
  }

  private final Taker taker = new Taker(bufferPool);

  @Test
  void givesTheSameThingToWhoeverTakesInAThread() {
    bufferPool.release(bufferPool.take());
    BufferPool.Pooled<Thing> own = bufferPool.take();
    Thing thing = own.value();

    assertThat(taker.takeOne().value()).as("while it is taken").isNotSameAs(thing);
    bufferPool.release(own);
    assertThat(taker.takeOne().value()).isSameAs(thing);
    assertThat(bufferPool.take().value()).as("while it is taken").isNotSameAs(thing);
  }

  @Test
  void givesAThreadTheSameThingAgain() {
    BufferPool.Pooled<Thing> first = bufferPool.take();
    Thing thing = first.value();
    bufferPool.release(first);

    for (int i = 0; i < 100; i++) {
      BufferPool.Pooled<Thing> again = bufferPool.take();
      assertThat(again.value()).isSameAs(thing);
      bufferPool.release(again);
    }
  }

  @Test
  void givesAnotherThingToWhoTakesAgainBeforeGivingBack() {
    bufferPool.release(bufferPool.take());
    BufferPool.Pooled<Thing> outer = bufferPool.take();
    BufferPool.Pooled<Thing> inner = bufferPool.take();

    assertThat(inner.value()).isNotSameAs(outer.value());
    bufferPool.release(inner);
    bufferPool.release(outer);
  }

  @Test
  void doesNotUseAgainWhatWasDropped() {
    bufferPool.release(bufferPool.take());
    BufferPool.Pooled<Thing> bad = bufferPool.take();
    bufferPool.discard(bad);

    assertThat(bufferPool.take().value()).isNotSameAs(bad.value());
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
      BufferPool.Pooled<Thing> spare = i % 2 == 0 ? bufferPool.take() : taker.takeOne();
      Object me = new Object();
      if (!spare.value().user.compareAndSet(null, me)) {
        shared.incrementAndGet();
      }
      if (i % 3 == 0) {
        BufferPool.Pooled<Thing> nested = bufferPool.take();
        shared.addAndGet(nested.value() == spare.value() ? 1 : 0);
        bufferPool.release(nested);
      }
      spare.value().user.compareAndSet(me, null);
      bufferPool.release(spare);
    }
  }

  @Test
  void makesFewThingsForThreadsThatComeOneAfterTheOther() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Thread thread = new Thread(() -> bufferPool.release(bufferPool.take()));
      thread.start();
      thread.join();
    }

    assertThat(made.get()).isLessThan(100);
  }
}
