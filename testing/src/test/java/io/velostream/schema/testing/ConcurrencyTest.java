// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.model.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  private static final int CALLS = 64;

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;
  private ExecutorService threads;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
    threads = Executors.newFixedThreadPool(8);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    registry.close();
  }

  private List<Integer> ids(IntFunction<String> schemas)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> calls =
        IntStream.range(0, CALLS)
            .mapToObj(i -> (Callable<Integer>) () -> register(schemas.apply(i)))
            .toList();
    List<Integer> ids = new ArrayList<>();
    for (Future<Integer> each : threads.invokeAll(calls)) {
      ids.add(each.get());
    }
    return ids;
  }

  private int register(String schema) {
    return client.register("s", schema).json().path("id").asInt();
  }

  @Test
  void givesConcurrentCallersOfOneContentOneId() throws InterruptedException, ExecutionException {
    assertThat(ids(i -> "\"string\"")).hasSize(CALLS).containsOnly(1);
    assertThat(registry.versions("s")).containsExactly(1);
  }

  @Test
  void givesConcurrentCallersOfDifferentContentDifferentIds()
      throws InterruptedException, ExecutionException {
    registry.compatibility("", "NONE");

    List<Integer> ids =
        ids(i -> "{\"type\":\"fixed\",\"name\":\"F" + i + "\",\"size\":" + (i + 1) + "}");

    assertThat(ids).doesNotHaveDuplicates().hasSize(CALLS);
    assertThat(ids).allMatch(id -> id >= 1 && id <= CALLS);
    assertThat(registry.requests())
        .extracting(RecordedRequest::order)
        .containsExactlyElementsOf(IntStream.range(0, CALLS).boxed().toList());
  }
}
