// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas of tests, whose texts have single quotes. */
public final class Schemas {

  private Schemas() {}

  /** An Avro schema without references. */
  public static ResolvedSchema avro(String text) {
    return ResolvedSchema.withoutReferences(SchemaDefinition.of("AVRO", quoted(text)));
  }

  /** A JSON schema without references. */
  public static ResolvedSchema json(String text) {
    return ResolvedSchema.withoutReferences(SchemaDefinition.of("JSON", quoted(text)));
  }

  /** An Avro record named {@code R} with these fields. */
  public static ResolvedSchema avroRecord(String... fields) {
    return avro(record("R", fields));
  }

  /** The text of an Avro record. */
  public static String record(String name, String... fields) {
    return "{'type':'record','name':'" + name + "','fields':[" + String.join(",", fields) + "]}";
  }

  /** The text of an Avro field; the type is JSON. */
  public static String field(String name, String type) {
    return "{'name':'" + name + "','type':" + type + "}";
  }

  /** The text of an Avro field with a default. */
  public static String field(String name, String type, String defaultValue) {
    return "{'name':'" + name + "','type':" + type + ",'default':" + defaultValue + "}";
  }

  public static Schema parsed(String text) {
    return new Schema.Parser().parse(quoted(text));
  }

  public static String quoted(String text) {
    return text.replace('\'', '"');
  }

  public static SubjectVersion version(String subject, int version) {
    return new SubjectVersion(Subject.of(subject), version);
  }

  /** Builds closures: each text may refer to those before it. */
  public static final class Closure {

    private final String type;
    private final List<Dependency> dependencies = new ArrayList<>();

    public Closure(String type) {
      this.type = type;
    }

    /** Adds a text that refers to others, by their name. */
    public Closure add(String subject, int version, String text, Link... links) {
      dependencies.add(
          new Dependency(version(subject, version), definition(text, links), List.of(links)));
      return this;
    }

    public ResolvedSchema root(String text, Link... links) {
      return new ResolvedSchema(definition(text, links), List.of(links), dependencies, false);
    }

    private SchemaDefinition definition(String text, Link... links) {
      List<SchemaReference> references = new ArrayList<>();
      for (Link link : links) {
        references.add(
            new SchemaReference(
                link.name(), link.target().subject().toString(), link.target().version()));
      }
      return SchemaDefinition.of(type, quoted(text), references.toArray(SchemaReference[]::new));
    }
  }

  public static Link link(String name, String subject, int version) {
    return new Link(name, version(subject, version));
  }
}
