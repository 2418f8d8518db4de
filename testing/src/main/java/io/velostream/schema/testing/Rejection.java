// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

/** A request that the registry refuses, with the HTTP status and error code of the answer. */
final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  Rejection(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** A five-digit code carries its HTTP status in front. */
  private Rejection(int code, String message) {
    this(code / 100, code, message);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static Rejection subjectNotFound(QualifiedSubject subject) {
    return new Rejection(40401, "Subject '" + subject + "' not found.");
  }

  static Rejection versionNotFound(QualifiedSubject subject, int version) {
    return new Rejection(40402, "Version " + version + " of subject '" + subject + "' not found.");
  }

  static Rejection schemaNotFound(String what) {
    return new Rejection(40403, "Schema " + what + " not found");
  }

  static Rejection subjectSoftDeleted(QualifiedSubject subject) {
    return new Rejection(
        40404,
        "Subject '" + subject + "' is soft-deleted already; permanent=true removes it for good.");
  }

  static Rejection subjectNotSoftDeleted(QualifiedSubject subject) {
    return new Rejection(
        40405, "Subject '" + subject + "' must be soft-deleted before it is removed for good.");
  }

  static Rejection versionSoftDeleted(QualifiedSubject subject, int version) {
    return new Rejection(
        40406,
        "Version %d of subject '%s' is soft-deleted already; permanent=true removes it for good."
            .formatted(version, subject));
  }

  static Rejection versionNotSoftDeleted(QualifiedSubject subject, int version) {
    return new Rejection(
        40407,
        "Version %d of subject '%s' must be soft-deleted before it is removed for good."
            .formatted(version, subject));
  }

  static Rejection noCompatibilityAt(QualifiedSubject subject) {
    return new Rejection(40408, "Subject '" + subject + "' has no compatibility level of its own.");
  }

  static Rejection noModeAt(QualifiedSubject subject) {
    return new Rejection(40409, "Subject '" + subject + "' has no mode of its own.");
  }

  static Rejection invalidSchema(String why) {
    return new Rejection(42201, "Invalid schema: " + why);
  }

  static Rejection invalidVersion(String text) {
    return new Rejection(
        42202, "'" + text + "' is not a version: a version is a number from 1 or \"latest\".");
  }

  static Rejection invalidCompatibility(String text) {
    return new Rejection(42203, "'" + text + "' is not a compatibility level.");
  }

  static Rejection invalidMode(String text) {
    return new Rejection(42204, "'" + text + "' is not a mode.");
  }

  static Rejection notPermitted(String why) {
    return new Rejection(42205, why);
  }

  static Rejection stillReferenced(StoredVersion version) {
    return new Rejection(
        42206,
        "Version %d of subject '%s' is still referenced by other schemas."
            .formatted(version.version(), version.subject()));
  }

  static Rejection invalidSubject(String text) {
    return new Rejection(42208, "'" + text + "' is not a subject.");
  }

  static Rejection malformed(String why) {
    return new Rejection(400, 400, why);
  }
}
