// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import io.velostream.schema.avro.resolution.NameValidation;
import org.apache.avro.Schema;

/** Records of names that only an old or foreign registry holds. */
final class LenientNames {

  private LenientNames() {}

  static Schema record(String space, String name, String... aliases) {
    String quoted = aliases.length == 0 ? "" : "\"" + String.join("\",\"", aliases) + "\"";
    return NameValidation.lenientParser()
        .parse(
            "{\"type\":\"record\",\"name\":\""
                + name
                + "\",\"namespace\":\""
                + space
                + "\",\"aliases\":["
                + quoted
                + "],\"fields\":[{\"name\":\"f\",\"type\":\"int\"}]}");
  }
}
