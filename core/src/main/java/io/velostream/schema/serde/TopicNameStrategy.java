// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/** One subject for each topic: {@code <topic>-key} or {@code <topic>-value}. Makes no request. */
public final class TopicNameStrategy implements SubjectNameStrategy {

  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    return topic + (isKey ? "-key" : "-value");
  }

  @Override
  public boolean usesRecordName() {
    return false;
  }
}
