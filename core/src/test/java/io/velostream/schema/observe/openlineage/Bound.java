// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;

/** Registered schemas, and the events of their use. */
final class Bound {

  private Bound() {}

  /** A schema; its id is its version. */
  static RegisteredSchema schema(
      String type, String subject, int version, String text, SchemaReference... references) {
    return new RegisteredSchema(
        Subject.DEFAULT_CONTEXT,
        new SchemaId(Subject.DEFAULT_CONTEXT, version),
        null,
        new SubjectVersion(Subject.of(subject), version),
        SchemaDefinition.of(type, text, references));
  }

  /** An Avro record with fields of type long. */
  static RegisteredSchema record(String subject, int version, String... fields) {
    StringBuilder text = new StringBuilder("{\"type\":\"record\",\"name\":\"R\",\"fields\":[");
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"name\":\"")
          .append(fields[i])
          .append("\",\"type\":\"long\"}");
    }
    return schema("AVRO", subject, version, text.append("]}").toString());
  }

  static SchemaEvent read(String client, String topic, RegisteredSchema schema) {
    return new SchemaEvent.SchemaBound("read", client, null, topic, false, null, schema);
  }

  static SchemaEvent write(String client, String topic, RegisteredSchema schema) {
    return new SchemaEvent.SchemaBound("register", client, null, topic, false, null, schema);
  }

  static SchemaEvent writeKey(String client, String topic, RegisteredSchema schema) {
    return new SchemaEvent.SchemaBound("write", client, null, topic, true, null, schema);
  }
}
