// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** "A class loader that goes away (Connect, Flink, web apps) takes all with it." */
@Timeout(60)
class ClassLoaderTest {

  @Test
  void leavesNothingBehindThatHoldsTheClassLoaderItWasLoadedBy() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders-value", "\"string\"");
      registry.faults().add(FaultRule.always(Fault.status(503)).on("GET", "/subjects/broken/**"));

      WeakReference<ClassLoader> loader = excursion(registry.url());
      takeThePlaceOfTheLastRecord();

      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < 300 && loader.get() != null; i++) {
        System.gc();
        assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(loader.get()).isNull();
      assertThat(registry.requestCount()).isGreaterThan(2);
    }
  }

  /**
   * JDK 17 holds on to the record class whose equals, hashCode and toString were linked last, until
   * another record comes by: {@code java.lang.runtime.ObjectMethods} keeps method handles that
   * remember their last type. That is one class loader at most, and not ours to prevent. JDK 25
   * holds on to it by a soft reference, which the tests' JVM lets go at once.
   */
  private static void takeThePlaceOfTheLastRecord() {
    Passerby one = new Passerby(new Object[0], null);
    assertThat(one.equals(new Passerby(one.things(), one))).isFalse();
    assertThat(one.hashCode()).isNotEqualTo(one.toString().hashCode());
  }

  private record Passerby(Object[] things, Passerby other) {}

  private static WeakReference<ClassLoader> excursion(String url) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(places(), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Excursion.class.getName());
      assertThat(type).isNotSameAs(Excursion.class);
      @SuppressWarnings("unchecked")
      Consumer<String> excursion = (Consumer<String>) type.getDeclaredConstructor().newInstance();
      excursion.accept(url);
      return new WeakReference<>(loader);
    }
  }

  private static URL[] places() {
    return Stream.of(
            Excursion.class,
            SchemaResolver.class,
            JsonInclude.class,
            JsonFactory.class,
            JsonMapper.class,
            Caffeine.class,
            CircuitBreaker.class,
            IntervalFunction.class,
            NullMarked.class,
            LoggerFactory.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .distinct()
        .toArray(URL[]::new);
  }
}
