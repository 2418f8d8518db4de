// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.velostream.schema.avro.resolution.DefinedNames;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.SubjectVersion;
import java.util.HashMap;
import java.util.Map;

/** Which text of a closure defines a named type. */
public final class AvroOrigins {

  private AvroOrigins() {}

  /** The first text that defines each named type; a type of the root's text is not listed. */
  public static Map<String, SubjectVersion> of(ResolvedSchema resolved) {
    Map<String, SubjectVersion> origins = new HashMap<>();
    for (Dependency dependency : resolved.dependencies()) {
      SubjectVersion text = dependency.subjectVersion();
      try {
        DefinedNames.of(dependency.definition().text())
            .defined()
            .forEach(name -> origins.putIfAbsent(name, text));
      } catch (JsonProcessingException e) {
        throw new InvalidSchemaException("schema " + text + " is not valid JSON", e);
      }
    }
    return origins;
  }
}
