// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs each step on a thread of its own: a lock that one of them keeps stops the next. */
final class OtherThread {

  private OtherThread() {}

  static void run(Runnable... steps) {
    for (int step = 0; step < steps.length; step++) {
      FutureTask<Void> task = new FutureTask<>(steps[step], null);
      Thread thread = new Thread(task, "step-" + step);
      thread.setDaemon(true);
      thread.start();
      try {
        task.get(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      } catch (TimeoutException e) {
        throw new AssertionError("step " + step + " waits for what an earlier one holds", e);
      }
    }
  }
}
