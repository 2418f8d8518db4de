// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One schema that is reached by several ways. */
class ReferencesToOneSchemaTest {

  private final Schemas schemas = new Schemas();

  @Test
  void standsOnceWhereItIsReachedByItsVersionAndAsTheNewest() {
    schemas.put("b", 1);
    RegisteredSchema a =
        schemas.put(
            "a",
            1,
            "a",
            List.of(
                new SchemaReference("One", "b", 1),
                new SchemaReference("Newest", "b", SchemaReference.LATEST)));

    ResolvedSchema resolved = schemas.resolve(a);

    SubjectVersion b = new SubjectVersion(Subject.of("b"), 1);
    assertThat(resolved.dependencies()).hasSize(1);
    assertThat(resolved.links())
        .containsExactly(new ResolvedSchema.Link("One", b), new ResolvedSchema.Link("Newest", b));
  }

  @Test
  void isNotAskedForAgainWhereAReferenceLeadsBackToTheRoot() {
    RegisteredSchema a = schemas.put("a", 1, "b:1");
    schemas.put("b", 1, "a:1");

    assertThatThrownBy(() -> schemas.resolve(a))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("a:1 → b:1 → a:1");
    assertThat(schemas.asked).containsExactly("b:1");
  }
}
