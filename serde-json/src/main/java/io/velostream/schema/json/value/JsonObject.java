// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import java.util.LinkedHashMap;

/** A JSON object that was read without a target class. Its {@link #toString} is JSON. */
public final class JsonObject extends LinkedHashMap<String, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public String toString() {
    String json = JsonList.json(this);
    return json == null ? super.toString() : json;
  }
}
