// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.Nullable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records within records meet the counted limit before the end of an ordinary stack, and end in an
 * error of the value on a smaller one.
 */
@NullUnmarked
class NestingTest {

  private static final int ORDINARY_STACK = 1024 * 1024;
  private static final int MOST = AvroLimits.MAX_DEPTH;

  static class Node {
    int number;
    @Nullable Node next;
  }

  record Row(int number, @Nullable Row next) {}

  /** In lists and maps, the steps of which take stack too. */
  static class Tree {
    List<Map<String, Tree>> parts = new ArrayList<>();
  }

  /** Left to Avro's own writer and reader. */
  static class ByAvro {
    @Nullable ByAvro next;
    Map<Integer, String> byNumber = Map.of();
  }

  private static Object generic(int depth) {
    Schema schema =
        Codecs.schema(
            "{'type':'record','name':'N','fields':[{'name':'next','type':['null','N']}]}");
    GenericRecord record = null;
    for (int i = 0; i < depth; i++) {
      GenericRecord outer = new GenericData.Record(schema);
      outer.put("next", record);
      record = outer;
    }
    return record;
  }

  private static Object generated(int depth) {
    Customer customer = null;
    for (int i = 1; i < depth; i++) { // the innermost has an address
      customer = Samples.customer(customer);
    }
    return customer;
  }

  private static Object reflected(int depth) {
    Node node = null;
    for (int i = 0; i < depth; i++) {
      Node outer = new Node();
      outer.next = node;
      node = outer;
    }
    return node;
  }

  private static Object row(int depth) {
    Row row = null;
    for (int i = 0; i < depth; i++) {
      row = new Row(i, row);
    }
    return row;
  }

  private static Object tree(int depth) {
    Tree tree = new Tree();
    for (int i = 1; i < depth; i++) {
      Tree outer = new Tree();
      outer.parts.add(Map.of("k", tree));
      tree = outer;
    }
    return tree;
  }

  private static Object byAvro(int depth) {
    ByAvro node = null;
    for (int i = 0; i < depth; i++) {
      ByAvro outer = new ByAvro();
      outer.next = node;
      node = outer;
    }
    return node;
  }

  static Stream<Arguments> kinds() {
    return Stream.<IntFunction<Object>>of(
            NestingTest::generic,
            NestingTest::generated,
            NestingTest::reflected,
            NestingTest::row,
            NestingTest::tree)
        .map(Arguments::of);
  }

  static Stream<Arguments> allKinds() {
    return Stream.concat(
        kinds(), Stream.of(Arguments.of((IntFunction<Object>) NestingTest::byAvro)));
  }

  private static Object[] target(Object value) {
    return value instanceof GenericRecord && !(value instanceof Customer)
        ? new Object[] {}
        : new Object[] {AvroKeys.VALUE_TYPE, value.getClass()};
  }

  private static String outcome(Object value) {
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    AvroCodec reading = reading(target(value));
    try {
      Schema schema = writing.schemaOf(value);
      byte[] payload = Codecs.encode(writing, schema, value);
      assertThat(Codecs.encode(writing, schema, Codecs.decode(reading, schema, payload)))
          .isEqualTo(payload);
      return "read";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String onStack(int size, Object value) throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                done.complete(outcome(value));
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "stack-of-a-size",
            size);
    thread.start();
    return done.get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readsWhatIsWithinTheLimitAndNamesTheLimitBeyondIt(IntFunction<Object> kind)
      throws Exception {
    assertThat(onStack(ORDINARY_STACK, kind.apply(MOST - 1))).isEqualTo("read");
    assertThat(onStack(ORDINARY_STACK, kind.apply(MOST + 2))).contains("levels of nested records");
    assertThat(onStack(ORDINARY_STACK, kind.apply(4 * MOST))).contains("levels of nested records");
  }

  @ParameterizedTest
  @MethodSource("allKinds")
  void refusesWhatASmallStackHasNoRoomFor(IntFunction<Object> kind) throws Exception {
    assertThat(onStack(ORDINARY_STACK / 4, kind.apply(20))).isEqualTo("read");
    assertThat(onStack(ORDINARY_STACK / 4, kind.apply(4 * MOST)))
        .containsAnyOf("levels of nested records", "nests deeper than the stack allows");
  }
}
