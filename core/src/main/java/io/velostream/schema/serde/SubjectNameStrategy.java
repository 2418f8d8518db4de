// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * Names the registry subject of the schema of a topic's keys or values.
 *
 * <p>A class of the user's own that is named in {@code key.subject.name.strategy} or {@code
 * value.subject.name.strategy} has a public constructor without arguments and is safe for use by
 * many threads. It is called once for each topic and schema, not for each record.
 */
public interface SubjectNameStrategy {

  /**
   * The subject.
   *
   * @param topic the topic of the record
   * @param isKey true for the key, false for the value
   * @param recordName the full name of the record that the schema describes; null when the schema
   *     has none, or is not known yet: a deserializer passes null to find the registry context
   * @return a plain name, or {@code :.context:name}
   * @throws RuntimeException when no subject can be named
   */
  String subjectName(String topic, boolean isKey, @Nullable String recordName);

  /**
   * Whether the answer depends on the record's name. When false, the schema of a value need not be
   * known to name its subject.
   */
  default boolean usesRecordName() {
    return true;
  }
}
