// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;

/**
 * One version of one subject. Its schema never changes.
 *
 * @param subject the subject
 * @param version the version, from 1
 */
public record SubjectVersion(Subject subject, int version) {

  public SubjectVersion {
    Objects.requireNonNull(subject, "subject");
    if (version < 1) {
      throw new IllegalArgumentException(
          "a version counts from 1, but this is " + version + " of " + subject);
    }
  }

  @Override
  public String toString() {
    return subject + ":" + version;
  }
}
