// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.velostream.schema.serde.SubjectNameStrategy;
import java.util.regex.Pattern;

/** The subjects of a topic also for its retry topics and its dead-letter topic. */
public final class MainTopicStrategy implements SubjectNameStrategy {

  private static final Pattern SUFFIX = Pattern.compile("(-retry(-\\d+)?|-dlt)$");

  @Override
  public String subjectName(String topic, boolean isKey, String recordName) {
    return SUFFIX.matcher(topic).replaceFirst("") + (isKey ? "-key" : "-value");
  }

  @Override
  public boolean usesRecordName() {
    return false;
  }
}
