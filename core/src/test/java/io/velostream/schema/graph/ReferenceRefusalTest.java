// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a walk refuses, and how it names the path that leads there. */
class ReferenceRefusalTest {

  private final Schemas schemas = new Schemas();

  @Test
  void refusesACycleAndPrintsTheWholePath() {
    RegisteredSchema a = schemas.put("a", 1, "b:2");
    schemas.put("b", 2, "a:1");

    InvalidReferenceException e = failure(a, InvalidReferenceException.class);

    assertThat(e.reason()).isEqualTo(Reason.CYCLE);
    assertThat(e.path()).containsExactly("a:1", "b:2", "a:1");
    assertThat(e).hasMessageContaining("a:1 → b:2 → a:1");
  }

  @Test
  void refusesACycleThatDoesNotPassThroughTheRoot() {
    RegisteredSchema root = schemas.put("root", 1, "a:1");
    schemas.put("a", 1, "b:1");
    schemas.put("b", 1, "c:1");
    schemas.put("c", 1, "a:1");

    assertThat(failure(root, InvalidReferenceException.class).path())
        .containsExactly("root:1", "a:1", "b:1", "c:1", "a:1");
  }

  @Test
  void refusesASchemaThatRefersToItself() {
    RegisteredSchema a = schemas.put("a", 1, "a:1");

    assertThat(failure(a, InvalidReferenceException.class).path()).containsExactly("a:1", "a:1");
  }

  @Test
  void namesThePathThatLeadsToAMissingSchema() {
    RegisteredSchema a = schemas.put("a", 1, "b:1");
    schemas.put("b", 1, "gone:7");

    InvalidReferenceException e = failure(a, InvalidReferenceException.class);

    assertThat(e.reason()).isEqualTo(Reason.MISSING);
    assertThat(e).hasMessageContaining("a:1 → b:1 → gone:7").hasMessageContaining("register");
    assertThat(e).hasCauseInstanceOf(SchemaNotFoundException.class);
  }

  @Test
  void refusesMoreLevelsThanAllowed() {
    schemas.put("d", 1);
    schemas.put("c", 1, "d:1");
    schemas.put("b", 1, "c:1");
    RegisteredSchema a = schemas.put("a", 1, "b:1");

    schemas.limits = new ReferenceSettings(2, 100);
    InvalidReferenceException e = failure(a, InvalidReferenceException.class);
    assertThat(e.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(e).hasMessageContaining("a:1 → b:1 → c:1 → d:1");

    schemas.limits = new ReferenceSettings(3, 100);
    assertThat(names(resolve(a))).containsExactly("d:1", "c:1", "b:1");
  }

  @Test
  void refusesMoreSchemasThanAllowed() {
    schemas.put("b", 1);
    schemas.put("c", 1);
    RegisteredSchema a = schemas.put("a", 1, "b:1", "c:1");

    schemas.limits = new ReferenceSettings(10, 2);

    assertThat(failure(a, InvalidReferenceException.class).reason()).isEqualTo(Reason.TOO_MANY);
  }

  @Test
  void refusesOneNameForTwoVersionsWithBothPaths() {
    schemas.put("money", 1, "first text", List.of());
    schemas.put("money", 2, "second text", List.of());
    schemas.put("b", 1, "b", List.of(new SchemaReference("Money", "money", 1)));
    schemas.put("c", 1, "c", List.of(new SchemaReference("Money", "money", 2)));
    RegisteredSchema a = schemas.put("a", 1, "b:1", "c:1");

    InvalidReferenceException e = failure(a, InvalidReferenceException.class);

    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(e)
        .hasMessageContaining("'Money'")
        .hasMessageContaining("a:1 → b:1 → money:1")
        .hasMessageContaining("a:1 → c:1 → money:2");
  }

  @Test
  void takesOneNameForTwoVersionsOfTheSameContent() {
    schemas.put("money", 1, "text", List.of());
    schemas.put("money", 2, "text", List.of());
    schemas.put("b", 1, "b", List.of(new SchemaReference("Money", "money", 1)));
    schemas.put("c", 1, "c", List.of(new SchemaReference("Money", "money", 2)));

    assertThat(resolve(schemas.put("a", 1, "b:1", "c:1")).dependencies()).hasSize(4);
  }

  @Test
  void refusesMalformedReferences() {
    for (SchemaReference reference :
        List.of(
            new SchemaReference(" ", "b", 1),
            new SchemaReference("B", "", 1),
            new SchemaReference("B", "b", 0),
            new SchemaReference("B", "b", -2),
            new SchemaReference("B", ":.broken", 1))) {
      RegisteredSchema a = schemas.put("a", 1, "a", List.of(reference));

      InvalidReferenceException e = failure(a, InvalidReferenceException.class);

      assertThat(e.reason()).as(reference.toString()).isEqualTo(Reason.MALFORMED);
      assertThat(e).hasMessageContaining("a:1");
    }
  }

  @Test
  void passesOnThatTheRegistryIsUnavailable() {
    RegisteredSchema a = schemas.put("a", 1, "b:1");
    schemas.failure = new RegistryUnavailableException("down", 503, null);

    assertThat(failure(a, RegistryUnavailableException.class)).hasMessage("down");
  }

  private ResolvedSchema resolve(RegisteredSchema root) {
    return schemas.resolve(root);
  }

  private <E extends Throwable> E failure(RegisteredSchema root, Class<E> type) {
    return catchThrowableOfType(type, () -> schemas.resolve(root));
  }

  private static List<String> names(ResolvedSchema resolved) {
    return resolved.dependencies().stream()
        .map(dependency -> dependency.subjectVersion().toString())
        .toList();
  }
}
