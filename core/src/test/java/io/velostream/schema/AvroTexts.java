// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.model.SchemaDefinition;
import java.util.ArrayList;
import java.util.List;

/** Avro schemas as text. */
public final class AvroTexts {

  private AvroTexts() {}

  public static SchemaDefinition avro(String text) {
    return SchemaDefinition.of("AVRO", text);
  }

  public static String record(String name, String... optionalFields) {
    StringBuilder fields = new StringBuilder("{\"name\":\"id\",\"type\":\"long\"}");
    for (String field : optionalFields) {
      fields.append(",{\"name\":\"").append(field).append("\",\"type\":\"long\",\"default\":0}");
    }
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
  }

  public static String holder(String name, String... types) {
    List<String> fields = new ArrayList<>();
    for (String type : types) {
      fields.add("{\"name\":\"f" + type + "\",\"type\":\"" + type + "\"}");
    }
    return "{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"fields\":["
        + String.join(",", fields)
        + "]}";
  }
}
