// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

/** An error response, with its HTTP status and error code. */
public final class RestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  public RestException(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** A five-digit code carries its HTTP status in front. */
  private RestException(int code, String message) {
    this(code / 100, code, message);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  public static RestException subjectNotFound(QualifiedSubject subject) {
    return new RestException(40401, "Subject '" + subject + "' not found.");
  }

  public static RestException versionNotFound(QualifiedSubject subject, int version) {
    return new RestException(
        40402, "Version " + version + " of subject '" + subject + "' not found.");
  }

  public static RestException schemaNotFound(String what) {
    return new RestException(40403, "Schema " + what + " not found");
  }

  public static RestException subjectSoftDeleted(QualifiedSubject subject) {
    return new RestException(
        40404,
        "Subject '" + subject + "' is soft-deleted already; permanent=true removes it for good.");
  }

  public static RestException subjectNotSoftDeleted(QualifiedSubject subject) {
    return new RestException(
        40405, "Subject '" + subject + "' must be soft-deleted before it is removed for good.");
  }

  public static RestException versionSoftDeleted(QualifiedSubject subject, int version) {
    return new RestException(
        40406,
        "Version %d of subject '%s' is soft-deleted already; permanent=true removes it for good."
            .formatted(version, subject));
  }

  public static RestException versionNotSoftDeleted(QualifiedSubject subject, int version) {
    return new RestException(
        40407,
        "Version %d of subject '%s' must be soft-deleted before it is removed for good."
            .formatted(version, subject));
  }

  public static RestException noCompatibilityAt(QualifiedSubject subject) {
    return new RestException(
        40408, "Subject '" + subject + "' has no compatibility level of its own.");
  }

  public static RestException noModeAt(QualifiedSubject subject) {
    return new RestException(40409, "Subject '" + subject + "' has no mode of its own.");
  }

  public static RestException invalidSchema(String why) {
    return new RestException(42201, "Invalid schema: " + why);
  }

  public static RestException invalidVersion(String text) {
    return new RestException(
        42202, "'" + text + "' is not a version: a version is a number from 1 or \"latest\".");
  }

  static RestException invalidCompatibility(String text) {
    return new RestException(42203, "'" + text + "' is not a compatibility level.");
  }

  static RestException invalidMode(String text) {
    return new RestException(42204, "'" + text + "' is not a mode.");
  }

  public static RestException notPermitted(String why) {
    return new RestException(42205, why);
  }

  public static RestException stillReferenced(StoredVersion version) {
    return new RestException(
        42206,
        "Version %d of subject '%s' is still referenced by other schemas."
            .formatted(version.version(), version.subject()));
  }

  public static RestException invalidSubject(String text) {
    return new RestException(42208, "'" + text + "' is not a subject.");
  }

  public static RestException malformed(String why) {
    return new RestException(400, 400, why);
  }
}
