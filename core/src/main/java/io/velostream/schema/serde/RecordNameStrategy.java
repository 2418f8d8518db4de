// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.InvalidSchemaException;
import org.jspecify.annotations.Nullable;

/** One subject for each record type, whatever the topic: the record's full name. */
public final class RecordNameStrategy implements SubjectNameStrategy {

  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    return requireName(recordName);
  }

  static String requireName(@Nullable String recordName) {
    if (recordName == null) {
      throw new InvalidSchemaException(
          "the subject name strategy needs the name of a record, but the schema has none;"
              + " use a schema that describes a named record, or TopicNameStrategy");
    }
    return recordName;
  }
}
