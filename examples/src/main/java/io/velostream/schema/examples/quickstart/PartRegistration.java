// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.examples.subjects.AvroSubjects;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Registers the parts of a schema, each with references to the versions registered before it. */
final class PartRegistration {

  private final SchemaResolver resolver;
  private final ValueFormat format;
  private final Map<String, Integer> versions = new HashMap<>();

  PartRegistration(SchemaResolver resolver, ValueFormat format) {
    this.resolver = resolver;
    this.format = format;
  }

  /** Registers all parts, dependencies first. */
  List<RegisteredSchema> register(List<Part> parts) {
    List<RegisteredSchema> registered = new ArrayList<>();
    parts.forEach(part -> registered.add(register(part)));
    return registered;
  }

  /** Registers one part; a text that its subject has already keeps its version. */
  RegisteredSchema register(Part part) {
    Subject subject = Subject.of(part.subject());
    RegisteredSchema schema = resolver.register(subject, definition(part), Normalization.OFF);
    if (schema.subjectVersion() == null) {
      schema = resolver.lookUp(subject, schema.definition(), Normalization.OFF);
    }
    versions.put(part.subject(), version(schema));
    return schema;
  }

  /** What is registered for a part. */
  SchemaDefinition definition(Part part) {
    List<SchemaReference> references = part.references().stream().map(this::reference).toList();
    return new SchemaDefinition(format.name(), part.text(), references, null, null);
  }

  /** The number of a registered version. */
  static int version(RegisteredSchema schema) {
    return Objects.requireNonNull(schema.subjectVersion()).version();
  }

  private SchemaReference reference(AvroSubjects.Reference reference) {
    return new SchemaReference(
        reference.name(),
        reference.subject(),
        Objects.requireNonNull(versions.get(reference.subject())));
  }
}
