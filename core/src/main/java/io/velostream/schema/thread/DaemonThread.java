// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.thread;

import org.jspecify.annotations.Nullable;

/**
 * Creates daemon threads that may outlive the application that happens to start them, such as a job
 * of Flink or a connector. They inherit neither its context class loader nor its inheritable
 * thread-local variables, either of which would keep its classes from being unloaded.
 */
public final class DaemonThread {

  private DaemonThread() {}

  /** Creates a thread, which is not started. */
  public static Thread of(Runnable work, String name) {
    return of(null, work, name);
  }

  /**
   * Creates a thread of a group, which is not started.
   *
   * @param group null for the group of the current thread
   */
  public static Thread of(@Nullable ThreadGroup group, Runnable work, String name) {
    Thread thread = new Thread(group, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThread.class.getClassLoader());
    return thread;
  }
}
