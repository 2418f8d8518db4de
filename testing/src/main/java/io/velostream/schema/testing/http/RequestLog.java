// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import io.velostream.schema.testing.model.RecordedRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Records requests, and counts concurrent requests and connections. Guarded by its own lock. */
public final class RequestLog {

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition left = lock.newCondition();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final Level openRequests = new Level();
  private final Level openConnections = new Level();

  public RequestLog(Clock clock) {
    this.clock = clock;
  }

  RecordedRequest arrived(RequestMessage message) {
    lock.lock();
    try {
      RecordedRequest request = message.recorded(requests.size(), clock.instant());
      requests.add(request);
      openRequests.up();
      arrived.signalAll();
      return request;
    } finally {
      lock.unlock();
    }
  }

  void answered() {
    lock.lock();
    try {
      openRequests.down();
    } finally {
      lock.unlock();
    }
  }

  void connected() {
    lock.lock();
    try {
      openConnections.up();
    } finally {
      lock.unlock();
    }
  }

  void disconnected() {
    lock.lock();
    try {
      openConnections.down();
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public List<RecordedRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this many requests have arrived; returns whether they have. */
  public boolean await(int count, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (requests.size() < count && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
      return requests.size() >= count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no more than {@code most} connections are open, and tells whether that is so. */
  public boolean awaitConnections(int most, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (openConnections.now > most && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return openConnections.now <= most;
    } finally {
      lock.unlock();
    }
  }

  /** Clears requests and peaks; open requests and connections remain counted. */
  public void clear() {
    lock.lock();
    try {
      requests.clear();
      openRequests.restart();
      openConnections.restart();
    } finally {
      lock.unlock();
    }
  }

  public int peakRequests() {
    lock.lock();
    try {
      return openRequests.peak;
    } finally {
      lock.unlock();
    }
  }

  public int openConnections() {
    lock.lock();
    try {
      return openConnections.now;
    } finally {
      lock.unlock();
    }
  }

  public int peakConnections() {
    lock.lock();
    try {
      return openConnections.peak;
    } finally {
      lock.unlock();
    }
  }

  public int connectionsOpened() {
    lock.lock();
    try {
      return openConnections.total;
    } finally {
      lock.unlock();
    }
  }

  /** A gauge with its peak and total. */
  private static final class Level {
    private int now;
    private int peak;
    private int total;

    void up() {
      now++;
      total++;
      peak = Math.max(peak, now);
    }

    void down() {
      now--;
    }

    void restart() {
      peak = now;
      total = now;
    }
  }
}
