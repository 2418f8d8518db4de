// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.SharedResolvers;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many serializers of one JVM. */
@Timeout(60)
class SharingTest {

  private static final int SERIALIZERS = 500;

  /** Four for answers, one for time-outs, one selector. */
  private static final int MOST_THREADS = 7;

  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";

  private final EmbeddedSchemaRegistry registry =
      EmbeddedSchemaRegistry.builder().basicAuth("me", "s3cret").start();
  private final Set<Thread> before = new HashSet<>();

  /** Clients of other tests may still be closing, and start threads for that. */
  @BeforeEach
  void awaitThreadsOfOthers() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      long leftMillis = (end - System.nanoTime()) / 1_000_000;
      if (thread.getName().startsWith("velostream") && leftMillis > 0) {
        thread.join(leftMillis);
      }
    }
    before.addAll(Thread.getAllStackTraces().keySet());
  }

  private final int shared = SharedResolvers.global().size();

  @AfterEach
  void close() {
    registry.close();
  }

  private SerdeConfig config(String userInfo, Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", registry.url());
    configs.put(SOURCE, "USER_INFO");
    configs.put(USER_INFO, userInfo);
    return SerdeConfig.forSerializer(configs, false, new ConfigDef());
  }

  private SerializerEngine<String> serializer(String userInfo) {
    return SerializerEngine.create(config(userInfo, Map.of()), new TextCodec());
  }

  private static byte[] use(SerializerEngine<String> serializer, int number) {
    TextCodec.Text value = new TextCodec.Text(TextFormat.schema("Type" + number % 40), "hi");
    return serializer.serialize("topic" + number % 40, null, value);
  }

  /** The threads that came since the start, without the registry's and the test's own. */
  private List<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(
            thread ->
                thread.getName().startsWith("velostream")
                    || thread.getName().startsWith("HttpClient"))
        .toList();
  }

  @Test
  void fiveHundredSerializersMakeOnePoolAndLeaveNothing() throws Exception {
    ExecutorService users = Executors.newFixedThreadPool(16);
    List<SerializerEngine<String>> serializers = new ArrayList<>();
    try {
      List<Future<byte[]>> written = new ArrayList<>();
      for (int i = 0; i < SERIALIZERS; i++) {
        int number = i;
        SerializerEngine<String> serializer = serializer("me:s3cret");
        serializers.add(serializer);
        written.add(users.submit(() -> use(serializer, number)));
      }
      for (Future<byte[]> bytes : written) {
        assertThat(bytes.get()).isNotEmpty();
      }

      assertThat(SharedResolvers.global().size()).isEqualTo(shared + 1);
      assertThat(registry.connectionsOpened()).isBetween(1, 4);
      assertThat(ours()).hasSizeBetween(1, MOST_THREADS);
    } finally {
      users.shutdownNow();
      List<Thread> threads = ours();
      serializers.forEach(SerializerEngine::close);
      assertAllEnd(threads);
      assertThat(registry.awaitNoConnection(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(SharedResolvers.global().size()).isEqualTo(shared);
  }

  @Test
  void neverSharesBetweenDifferentCredentials() {
    try (SerializerEngine<String> welcome = serializer("me:s3cret");
        SerializerEngine<String> stranger = serializer("me:other")) {
      assertThat(use(welcome, 1)).isNotEmpty();
      assertThatThrownBy(() -> use(stranger, 1)).isInstanceOf(AuthenticationException.class);
      assertThat(SharedResolvers.global().size()).isEqualTo(shared + 2);
    }
  }

  /** A token source of the user's own costs one thread more. */
  @Test
  void hasOneThreadMoreForTokensAndLeavesNoneOfThem() throws Exception {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("bearer.auth.credentials.source", "CUSTOM");
    configs.put("bearer.auth.custom.provider.class", OneToken.class.getName());
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    ExecutorService users = Executors.newFixedThreadPool(16);
    List<Thread> threads;
    try (SerializerEngine<String> serializer = SerializerEngine.create(config, new TextCodec())) {
      List<Callable<byte[]>> writes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i;
        writes.add(() -> use(serializer, number));
      }
      for (Future<byte[]> refused : users.invokeAll(writes)) {
        assertThatThrownBy(refused::get).hasCauseInstanceOf(AuthenticationException.class);
      }
      threads = ours();
      assertThat(threads)
          .hasSizeBetween(1, MOST_THREADS + 1)
          .extracting(Thread::getName)
          .contains("velostream-registry-token");
    } finally {
      users.shutdownNow();
    }
    assertAllEnd(threads);
  }

  private static Stream<Map<String, Object>> configurationsThatFailHalfWay() {
    return Stream.of(
        Map.of("context.name.strategy", Failing.class),
        Map.of("value.subject.name.strategy", Failing.class),
        Map.of(
            "schema.registry.url", "https://localhost:1",
            "schema.registry.ssl.truststore.location", "half way",
            "schema.registry.ssl.truststore.type", "PEM"),
        Map.of(
            SOURCE,
            "",
            USER_INFO,
            "",
            "bearer.auth.credentials.source",
            "CUSTOM",
            "bearer.auth.custom.provider.class",
            FailingSource.class.getName()));
  }

  @ParameterizedTest
  @MethodSource("configurationsThatFailHalfWay")
  void leavesNothingWhenConfigureFailsHalfWay(Map<String, Object> more) throws Exception {
    Map<String, Object> configs = new HashMap<>(more);
    configs.putIfAbsent("schema.registry.url", registry.url());
    configs.putIfAbsent(SOURCE, "USER_INFO");
    configs.putIfAbsent(USER_INFO, "me:s3cret");
    configs.values().removeIf(""::equals);

    assertThatThrownBy(
            () ->
                SerializerEngine.create(
                    SerdeConfig.forSerializer(configs, false, new ConfigDef()), new TextCodec()))
        .hasStackTraceContaining("half way");
    assertThat(SharedResolvers.global().size()).isEqualTo(shared);
    assertAllEnd(ours());
    assertThat(ours()).isEmpty();
  }

  private static void assertAllEnd(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  /** A source of one token, which the registry does not take. */
  public static final class OneToken implements BearerTokenSource {

    @Override
    public BearerToken token() {
      return BearerToken.of("t0ken");
    }
  }

  /** A source that cannot be configured. */
  public static final class FailingSource implements BearerTokenSource, Configurable {

    @Override
    public void configure(Map<String, ?> configs) {
      throw new IllegalStateException("half way");
    }

    @Override
    public BearerToken token() {
      return BearerToken.of("never");
    }
  }

  /** A strategy that cannot be configured. */
  public static final class Failing
      implements ContextNameStrategy, SubjectNameStrategy, Configurable {

    @Override
    public String subjectName(String topic, boolean isKey, String recordName) {
      return "never";
    }

    @Override
    public void configure(Map<String, ?> configs) {
      throw new IllegalStateException("half way");
    }

    @Override
    public String contextName(String topic) {
      return ".";
    }
  }
}
