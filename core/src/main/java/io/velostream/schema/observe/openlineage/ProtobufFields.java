// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the first message of a Protobuf schema. Messages are shown by their full name,
 * enums as they are written. A message within itself has no nested fields.
 */
final class ProtobufFields {

  private final KnownSchemas known;
  private final FieldList list;
  private final Map<String, List<ProtobufMessages.Field>> messages = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  ProtobufFields(KnownSchemas known, FieldList list) {
    this.known = known;
    this.list = list;
  }

  /** The fields of the first message; none if the schema has none. */
  ArrayNode of(RegisteredSchema schema) {
    Map<String, List<ProtobufMessages.Field>> own = ProtobufMessages.of(schema.definition().text());
    ArrayNode fields = FieldList.empty();
    if (!own.isEmpty()) {
      indexAll(schema);
      addFields(fields, own.keySet().iterator().next());
    }
    return fields;
  }

  /** Finds the messages of a schema and of those that it imports. */
  private void indexAll(RegisteredSchema root) {
    Deque<RegisteredSchema> waiting = new ArrayDeque<>(List.of(root));
    Set<RegisteredSchema> seen = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      RegisteredSchema schema = waiting.remove();
      ProtobufMessages.of(schema.definition().text()).forEach(messages::putIfAbsent);
      for (SchemaReference reference : schema.definition().references()) {
        RegisteredSchema target = known.target(schema.context(), reference);
        if (target != null && seen.add(target)) {
          waiting.add(target);
        }
      }
    }
  }

  private void addFields(ArrayNode fields, String message) {
    if (!open.add(message)) {
      return;
    }
    for (ProtobufMessages.Field field : messages.getOrDefault(message, List.of())) {
      String key = field.key();
      if (key != null) {
        list.add(
            fields,
            field.name(),
            FieldList.MAP,
            null,
            inner -> {
              list.add(inner, "key", key, null);
              add(inner, "value", field.type(), message);
            });
      } else if (field.isRepeated()) {
        list.add(
            fields,
            field.name(),
            FieldList.ARRAY,
            null,
            inner -> add(inner, FieldList.ELEMENT, field.type(), message));
      } else {
        add(fields, field.name(), field.type(), message);
      }
    }
    open.remove(message);
  }

  private void add(ArrayNode fields, String name, String type, String scope) {
    String target = resolved(type, scope);
    if (target == null) {
      list.add(fields, name, type.startsWith(".") ? type.substring(1) : type, null);
    } else {
      list.add(fields, name, target, null, inner -> addFields(inner, target));
    }
  }

  /** The full name of a message that a type means: that of the innermost scope. */
  private @Nullable String resolved(String type, String scope) {
    if (type.startsWith(".")) {
      String name = type.substring(1);
      return messages.containsKey(name) ? name : null;
    }
    for (String outer = scope; ; outer = outer.substring(0, Math.max(0, outer.lastIndexOf('.')))) {
      String name = outer.isEmpty() ? type : outer + "." + type;
      if (messages.containsKey(name)) {
        return name;
      }
      if (outer.isEmpty()) {
        return null;
      }
    }
  }
}
