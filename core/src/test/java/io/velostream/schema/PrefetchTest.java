// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import io.velostream.schema.testing.model.SchemaReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is fetched before anybody asks for it. */
class PrefetchTest {

  private BackgroundWork work = work(100);
  private EmbeddedSchemaRegistry registry = work.registry;
  private SchemaResolver resolver = work.resolver;

  @AfterEach
  void close() {
    work.close();
  }

  @Test
  void fetchesTheReferencesOfASchemaInUseToADepthOfThree() {
    SchemaId id = registerChain("a", "b", "c", "d", "e");
    resolver.byId(id);

    settle(3);

    registry.stop();
    for (String subject : List.of("b", "c", "d")) {
      assertThat(resolver.version(first(subject)).name()).isEqualTo(subject + ":1");
    }
    assertThatThrownBy(() -> resolver.version(first("e")))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void fetchesTheNewestVersionOfASubjectThatIsWrittenTo() {
    String text = TiersTest.record("A");
    registry.register("a", text);
    registry.register("a", TiersTest.record("A", "more"));
    resolver.lookUp(Subject.of("a"), SchemaDefinition.of("AVRO", text), Normalization.OFF);

    settle(1);

    registry.stop();
    assertThat(resolver.latest(Subject.of("a")).name()).isEqualTo("a:2");
  }

  @Test
  void fetchesNoNewestVersionForThoseWhoOnlyRead() {
    SchemaId id = SchemaId.of(registry.register("a", TiersTest.record("A")));
    resolver.byId(id);
    resolver.version(first("a"));
    work.stepUntil(() -> work.step() == 0);

    assertThat(resolver.stats().prefetched()).isZero();
    assertThat(registry.requestCount("GET", "/subjects/a/versions/latest")).isZero();
  }

  @Test
  void fetchesWhatWasUsedTogetherBefore() {
    SchemaId one = SchemaId.of(registry.register("one", TiersTest.record("One")));
    SchemaId other = SchemaId.of(registry.register("other", TiersTest.record("Other")));
    for (int n = 0; n < 3; n++) {
      resolver.byId(one);
      resolver.byId(other);
      work.step();
      resolver.clear();
      work.pass(Duration.ofSeconds(61));
      work.step();
    }
    resolver.byId(one);

    work.stepUntil(() -> knows(other));
  }

  @Test
  void countsAsSuccessOnlyWhatIsUsedLater() {
    SchemaId id = registerChain("a", "b", "c", "d");
    resolver.byId(id);
    settle(3);
    assertThat(resolver.stats().prefetchSuccessRate()).isZero();

    resolver.version(first("c"));
    resolver.version(first("c"));
    resolver.byId(id);

    assertThat(resolver.stats().prefetchedUsed()).isEqualTo(1);
    assertThat(resolver.stats().prefetchSuccessRate()).isEqualTo(1.0 / 3);
    resolver.resolve(resolver.byId(id));
    assertThat(resolver.stats().prefetchSuccessRate()).isEqualTo(1);
  }

  @Test
  void makesNoMoreCallsThanItsBudget() {
    work.close();
    start(work(2));
    SchemaId id = registerChain("a", "b", "c", "d");
    resolver.byId(id);
    settle(2);
    for (int n = 0; n < 100; n++) {
      work.step();
    }
    assertThat(registry.requestCount()).isEqualTo(3);

    work.pass(Duration.ofSeconds(1));
    settle(3);
  }

  @Test
  void makesNoCallsWhileTheRegistryIsUnavailable() {
    SchemaId id = registerChain("a", "b");
    resolver.byId(id);
    registry.stop();
    assertThatThrownBy(() -> resolver.byId(SchemaId.of(4711)))
        .isInstanceOf(RegistryUnavailableException.class);
    long calls = resolver.stats().registryCalls();

    for (int n = 0; n < 100; n++) {
      work.step();
    }

    assertThat(resolver.stats().registryCalls()).isEqualTo(calls);
  }

  @Test
  void neverLetsACallerWaitForAPrefetch() throws Exception {
    SchemaId id = registerChain("a", "b");
    SchemaId other = SchemaId.of(registry.register("other", TiersTest.record("Other")));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/**"));
    resolver.byId(id);
    work.step();
    assertThat(registry.awaitRequests(2, Duration.ofSeconds(5))).isTrue();

    assertThat(resolver.byId(other).idValue()).isEqualTo(other.value());
    release.countDown();
  }

  @Test
  void learnsFromTheFirstUseAndNotFromEach() {
    SchemaId id = SchemaId.of(registry.register("a", TiersTest.record("A")));
    resolver.byId(id);
    resolver.latest(Subject.of("a"));
    work.stepUntil(() -> work.step() == 0);
    for (int n = 0; n < 1_000; n++) {
      resolver.byId(id);
      resolver.latest(Subject.of("a"));
    }

    assertThat(work.step()).isZero();
  }

  private void settle(int prefetched) {
    work.stepUntil(() -> resolver.stats().prefetched() == prefetched);
  }

  private boolean knows(SchemaId id) {
    return resolver.dependencies().matching("other").size() == 1
        && resolver.stats().prefetched() > 0
        && registry.requestCount("GET", "/schemas/ids/" + id.value()) == 4;
  }

  private void start(BackgroundWork other) {
    work = other;
    registry = other.registry;
    resolver = other.resolver;
  }

  /** Each subject refers to the next one; gives the id of the first. */
  private SchemaId registerChain(String... subjects) {
    int id = 0;
    for (int n = subjects.length - 1; n >= 0; n--) {
      boolean isLast = n == subjects.length - 1;
      String text =
          isLast
              ? TiersTest.record(subjects[n])
              : "{\"type\":\"record\",\"name\":\""
                  + subjects[n]
                  + "\",\"fields\":[{\"name\":\"f\",\"type\":\""
                  + subjects[n + 1]
                  + "\"}]}";
      SchemaReference[] references =
          isLast
              ? new SchemaReference[0]
              : new SchemaReference[] {new SchemaReference(subjects[n + 1], subjects[n + 1], 1)};
      id = registry.register(subjects[n], text, references);
    }
    return SchemaId.of(id);
  }

  private static SubjectVersion first(String subject) {
    return new SubjectVersion(Subject.of(subject), 1);
  }

  private static BackgroundWork work(int callsPerSecond) {
    return new BackgroundWork(
        RefreshSettings.disabled(), new PrefetchSettings(true, 3, callsPerSecond, 3, 0.5, 10_000));
  }
}
