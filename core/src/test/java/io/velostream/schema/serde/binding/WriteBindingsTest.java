// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.InvalidationCounter;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.wire.SchemaFrame;
import org.junit.jupiter.api.Test;

class WriteBindingsTest {

  private final WriteBindings<String> bindings = new WriteBindings<>(5, new TextCodec());

  @Test
  void findsABindingByTopicAndEqualShape() {
    WriteBinding<String> made = binding("orders", "shape");
    bindings.put(made);

    assertThat(bindings.get("orders", new String("shape"))).isSameAs(made);
    assertThat(bindings.get("payments", "shape")).isNull();
    assertThat(bindings.get("orders", "other")).isNull();
  }

  @Test
  void doesNotGrowByEqualShapes() {
    for (int n = 0; n < 100; n++) {
      bindings.put(binding("orders", new String("shape")));
    }

    assertThat(bindings.size()).isEqualTo(1);
  }

  @Test
  void putsAnotherBindingOutWhenFull() {
    for (int n = 0; n < 100; n++) {
      WriteBinding<String> made = binding("orders", "shape " + n);
      bindings.put(made);
      assertThat(bindings.get("orders", "shape " + n)).isSameAs(made);
    }

    assertThat(bindings.size()).isEqualTo(5);
  }

  @Test
  void hasAtHandWhatWasFoundByItsVeryShape() {
    WriteBinding<String> made = binding("orders", "shape");
    bindings.put(made);
    assertThat(bindings.recent("orders", "shape")).isNull();

    assertThat(bindings.get("orders", new String("shape"))).isSameAs(made);
    assertThat(bindings.recent("orders", "shape")).isNull();
    assertThat(bindings.get("orders", "shape")).isSameAs(made);
    assertThat(bindings.recent(new String("orders"), "shape")).isSameAs(made);
  }

  @Test
  void hasNothingAtHandThatIsNotInTheTableAnyMore() {
    WriteBinding<String> made = binding("orders", "shape");
    bindings.put(made);
    assertThat(bindings.get("orders", "shape")).isSameAs(made);
    bindings.remove(made);
    assertThat(bindings.recent("orders", "shape")).isNull();

    bindings.put(made);
    assertThat(bindings.get("orders", "shape")).isSameAs(made);
    for (int n = 0; n < 100; n++) {
      bindings.put(binding("orders", "shape " + n));
    }
    assertThat(bindings.recent("orders", "shape")).isNull();
  }

  @Test
  void removesThisVeryBindingOnly() {
    WriteBinding<String> old = binding("orders", "shape");
    WriteBinding<String> made = binding("orders", "shape");
    bindings.put(made);

    bindings.remove(old);
    assertThat(bindings.get("orders", "shape")).isSameAs(made);
    bindings.remove(made);
    assertThat(bindings.get("orders", "shape")).isNull();
    assertThat(bindings.size()).isZero();
  }

  private static WriteBinding<String> binding(String topic, Object shape) {
    Subject subject = Subject.of(topic);
    RegisteredSchema registered =
        new RegisteredSchema(
            ".", SchemaId.of(1), null, null, SchemaDefinition.of(TextFormat.TYPE, "text"));
    return new WriteBinding<>(
        topic,
        shape,
        new WriteSchema<>(
            subject, registered, "text", 4, Expiry.atInvalidation(new InvalidationCounter())),
        (value, frame) -> frame,
        new SchemaFrame(new byte[0], null));
  }
}
