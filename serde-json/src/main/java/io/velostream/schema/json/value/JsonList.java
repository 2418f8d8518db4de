// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.velostream.schema.json.schema.SchemaTexts;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A JSON array read without a class. Its {@link #toString} is JSON, so that consoles show it. */
public final class JsonList extends ArrayList<Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public String toString() {
    String json = json(this);
    return json == null ? super.toString() : json;
  }

  /** The value as JSON; null when something was put into it that is not. */
  static @Nullable String json(Object value) {
    try {
      return SchemaTexts.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
