// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.serde.SubjectNameStrategy;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** The subject that the option {@code subject} of a format names, for every topic. */
public final class FixedSubject implements SubjectNameStrategy, Configurable {

  static final String KEY = "velostream.sql.subject";

  private String subject = "";

  /** Creates a strategy, which is configured next. */
  public FixedSubject() {}

  @Override
  public void configure(Map<String, ?> configs) {
    subject = Objects.toString(configs.get(KEY), "");
  }

  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    return subject;
  }
}
