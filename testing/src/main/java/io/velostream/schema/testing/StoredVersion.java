// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

/** One version of one subject. */
record StoredVersion(
    QualifiedSubject subject, int version, int id, SchemaContent content, boolean isDeleted) {

  StoredVersion softDeleted() {
    return new StoredVersion(subject, version, id, content, true);
  }
}
