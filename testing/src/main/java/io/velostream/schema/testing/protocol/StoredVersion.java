// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

/** One version of one subject. */
public record StoredVersion(
    QualifiedSubject subject, int version, int id, SchemaContent content, boolean isDeleted) {

  public StoredVersion softDeleted() {
    return new StoredVersion(subject, version, id, content, true);
  }
}
