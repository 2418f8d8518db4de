// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.engine.DeserializerEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Records in Avro's single-object encoding, whose schema is found by its fingerprint. */
class SingleObjectFrameTest extends ForeignFrameFixture {

  @Test
  void listsTheVersionsForUnknownFingerprintsOnceInATime() {
    registry.compatibility("orders-value", "NONE");
    registry.register("orders-value", OLD);
    registry.register("orders-value", NEW);
    try (DeserializerEngine<String> reader = reader(false, "single-object")) {
      registry.clearRequests();
      for (long unknown = 0; unknown < 100; unknown++) {
        byte[] record = singleObject(unknown, "x");
        assertThatThrownBy(() -> reader.deserialize("orders", null, record))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("none of the 2 versions of subject orders-value")
            .hasMessageContaining(String.format("%016x", record[2]));
      }
      assertThat(registry.requestCount("GET", "/subjects/*/versions")).isEqualTo(1);
      assertThat(registry.requestCount()).isLessThanOrEqualTo(4);

      registry.register("orders-value", TextFormat.schema("Newest"));
      now.addAndGet(2_000_000_001L);
      byte[] newest = singleObject(TextFormat.fingerprintOf(TextFormat.schema("Newest")), "x");

      assertThat(read(reader, null, newest))
          .isEqualTo(new Decoded("x", TextFormat.schema("Newest"), null));
    }
  }

  @Test
  void findsFingerprintsOfAllVersionsInAnyOrder() {
    List<String> texts = versions(9);
    try (DeserializerEngine<String> reader = reader(false, "single-object")) {
      registry.clearRequests();
      for (int n : new int[] {6, 1, 8, 0, 3, 7, 2, 5, 4}) {
        byte[] record = singleObject(TextFormat.fingerprintOf(texts.get(n)), "x");

        assertThat(read(reader, null, record)).isEqualTo(new Decoded("x", texts.get(n), null));
      }
      assertThat(registry.requestCount("GET", "/subjects/*/versions")).isEqualTo(1);
      assertThat(registry.requestCount("GET", "/subjects/*/versions/*")).isEqualTo(9);
    }
  }

  @Test
  void findsFingerprintsOfSoftlyDeletedVersions() {
    List<String> texts = versions(3);
    resolver
        .registry()
        .call(SubjectRequests.deleteVersion(new SubjectVersion(Subject.of("orders-value"), 1)));
    try (DeserializerEngine<String> reader = reader(false, "single-object")) {
      byte[] record = singleObject(TextFormat.fingerprintOf(texts.get(0)), "x");

      assertThat(read(reader, null, record)).isEqualTo(new Decoded("x", texts.get(0), null));
    }
  }

  @Test
  void findsFingerprintsWhereAllVersionsAreSoftlyDeleted() {
    List<String> texts = versions(1);
    resolver.registry().call(SubjectRequests.delete(Subject.of("orders-value")));
    try (DeserializerEngine<String> reader = reader(false, "single-object")) {
      byte[] record = singleObject(TextFormat.fingerprintOf(texts.get(0)), "x");

      assertThat(read(reader, null, record)).isEqualTo(new Decoded("x", texts.get(0), null));
    }
  }

  @Test
  void asksForAnUnknownSubjectOnceInATime() {
    try (DeserializerEngine<String> reader = reader(false, "single-object")) {
      for (long unknown = 0; unknown < 50; unknown++) {
        byte[] record = singleObject(unknown, "x");
        assertThatThrownBy(() -> reader.deserialize("orders", null, record))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("none of the 0 versions of subject orders-value");
      }
      assertThat(registry.requestCount("GET", "/subjects/**")).isEqualTo(2);
    }
  }

  @Test
  void findsFingerprintsOnManyThreadsAtOnce() throws Exception {
    List<String> texts = versions(8);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        try (DeserializerEngine<String> reader = reader(false, "single-object")) {
          CyclicBarrier together = new CyclicBarrier(8);
          List<Future<Object>> values = new ArrayList<>();
          for (String text : texts) {
            byte[] record = singleObject(TextFormat.fingerprintOf(text), "x");
            values.add(
                threads.submit(
                    () -> {
                      together.await();
                      return reader.deserialize("orders", null, record);
                    }));
          }
          for (int n = 0; n < values.size(); n++) {
            assertThat(values.get(n).get()).isEqualTo(new Decoded("x", texts.get(n), null));
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Registers versions of the subject. */
  private List<String> versions(int count) {
    registry.compatibility("orders-value", "NONE");
    List<String> texts = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      texts.add(TextFormat.schema("Version" + n));
      registry.register("orders-value", texts.get(n));
    }
    return texts;
  }
}
