// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/** One subject for each record type within a topic: {@code <topic>-<record's full name>}. */
public final class TopicRecordNameStrategy implements SubjectNameStrategy {

  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    return topic + "-" + RecordNameStrategy.requireName(recordName);
  }
}
