// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.Incompatibility;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What prevents a reader from reading the data of a writer, by Avro's compatibility check. */
public final class SchemaDifferences {

  private SchemaDifferences() {}

  /** The incompatibilities of two schemas; empty when Avro finds none. */
  public static List<Incompatibility> of(Schema reader, Schema writer) {
    try {
      return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
          .getResult()
          .getIncompatibilities()
          .stream()
          .map(found -> new Incompatibility(path(found.getLocation()), reason(found)))
          .toList();
    } catch (AvroRuntimeException e) { // the writer has both the name and the alias of a field
      return List.of(new Incompatibility("", ExceptionMessages.of(e)));
    }
  }

  /** The JSON pointer of a location. The root is the empty pointer; Avro calls it {@code /}. */
  private static String path(String location) {
    return location.equals("/") ? "" : location;
  }

  private static String reason(SchemaCompatibility.Incompatibility found) {
    return found.getType() + ": " + ExceptionMessages.bounded(found.getMessage());
  }
}
