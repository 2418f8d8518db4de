// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import org.junit.jupiter.api.Test;

/** Tier L1 keeps registry contexts apart, and bounds how many of them it serves. */
class HotTablesTest {

  private final HotTables tables = new HotTables(10);

  @Test
  void keepsEqualNumbersOfDifferentContextsApart() {
    Immutable here = use(".", 1);
    Immutable there = use(".eu", 1);

    assertThat(tables.get(new SchemaId(".", 1))).isSameAs(here);
    assertThat(tables.get(new SchemaId(".eu", 1))).isSameAs(there);
    assertThat(tables.get(new SchemaId(".us", 1))).isNull();
    assertThat(tables.size()).isEqualTo(2);
  }

  @Test
  void knowsTheDefaultContextByItsCharacters() {
    Immutable fact = use(".", 1);

    assertThat(tables.get(new SchemaId(new StringBuilder(".").toString(), 1))).isSameAs(fact);
  }

  @Test
  void takesOutOneSchemaOrAll() {
    use(".", 1);
    use(".eu", 1);
    use(".eu", 2);

    tables.remove(new SchemaId(".eu", 1));
    tables.remove(new SchemaId(".us", 1));
    assertThat(tables.get(new SchemaId(".eu", 1))).isNull();
    assertThat(tables.size()).isEqualTo(2);

    tables.clear();
    assertThat(tables.size()).isZero();
    assertThat(tables.get(new SchemaId(".", 1))).isNull();
    assertThat(tables.get(new SchemaId(".eu", 2))).isNull();
  }

  @Test
  void servesSixtyFourContextsBesideTheDefaultOne() {
    for (int context = 0; context < 100; context++) {
      use(".c" + context, 1);
    }

    assertThat(tables.size()).isEqualTo(64);
    assertThat(tables.get(new SchemaId(".c63", 1))).isNotNull();
    assertThat(tables.get(new SchemaId(".c64", 1))).isNull();
  }

  @Test
  void givesBackWhatHadToLeave() {
    HotTables single = new HotTables(1);
    Immutable first = fact(".eu", 1);
    single.recordUse(new SchemaId(".eu", 1), first);
    single.recordUse(new SchemaId(".eu", 1), first);
    Immutable second = fact(".eu", 2);
    Immutable left = null;
    for (int n = 0; n < 100 && left == null; n++) {
      left = single.recordUse(new SchemaId(".eu", 2), second);
    }

    assertThat(left).isSameAs(first);
  }

  private Immutable use(String context, int id) {
    Immutable fact = fact(context, id);
    assertThat(tables.recordUse(new SchemaId(context, id), fact)).isNull();
    assertThat(tables.recordUse(new SchemaId(context, id), fact)).isNull();
    return fact;
  }

  private static Immutable fact(String context, int id) {
    return new Immutable(
        new RegisteredSchema(
            context, new SchemaId(context, id), null, null, SchemaDefinition.of("AVRO", "{}")));
  }
}
