// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;

/** Where each schema of a closure stands within its document, for messages. Immutable. */
public final class SchemaPointers {

  /** What is longer than a message shows grows no further. */
  private static final int MAX_LENGTH = 500;

  private final IdentityHashMap<JsonNode, String> pointers = new IdentityHashMap<>();

  /** The places of all schemas of a closure. */
  public SchemaPointers(SchemaClosure closure) {
    add(closure.root().root(), "#");
    closure.dependencies().forEach(each -> add(each.root(), "#"));
  }

  private void add(JsonNode schema, String pointer) {
    pointers.put(schema, pointer);
    for (Keywords.Child child : Keywords.children(schema)) {
      add(child.schema(), pointer.length() > MAX_LENGTH ? pointer : pointer + child.pointer());
    }
  }

  /** Where a schema stands, as a URI fragment; {@code #} when that is not known. */
  public String of(JsonNode schema) {
    return schema.isBoolean() ? "#" : pointers.getOrDefault(schema, "#");
  }
}
