// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.velostream.schema.json.schema.SchemaTexts;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A JSON array that was read without a target class. Its {@link #toString} is JSON. */
public final class JsonList extends ArrayList<Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public String toString() {
    String json = json(this);
    return json == null ? super.toString() : json;
  }

  /** Returns the value as JSON; null when it contains other objects. */
  static @Nullable String json(Object value) {
    try {
      return SchemaTexts.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
