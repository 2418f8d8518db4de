// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Background threads keep nothing of the thread that creates them. */
class DaemonThreadTest {

  private static final InheritableThreadLocal<Object> INHERITABLE = new InheritableThreadLocal<>();

  @Test
  void inheritsNeitherClassLoaderNorThreadLocals() throws Exception {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    AtomicReference<Object> inherited = new AtomicReference<>("not run");
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      current.setContextClassLoader(application);
      INHERITABLE.set("of the application");

      Thread thread = DaemonThread.of(() -> inherited.set(INHERITABLE.get()), "test");
      thread.start();
      thread.join();

      assertThat(thread.getContextClassLoader()).isSameAs(DaemonThread.class.getClassLoader());
      assertThat(thread.isDaemon()).isTrue();
      assertThat(inherited.get()).isNull();
    } finally {
      INHERITABLE.remove();
      current.setContextClassLoader(before);
    }
  }
}
