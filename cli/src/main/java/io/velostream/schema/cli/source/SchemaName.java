// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a subject as arguments name it: {@code orders-value:3}, or {@code orders-value} for
 * the newest.
 *
 * @param subject the subject
 * @param version the version, or {@link SchemaReference#LATEST}
 */
public record SchemaName(Subject subject, int version) {

  private static final Pattern WITH_VERSION = Pattern.compile("(.+):([1-9]\\d{0,8}|latest)");

  /**
   * Parses an argument.
   *
   * @throws IllegalArgumentException if it names no subject
   */
  public static SchemaName parse(String argument) {
    Matcher matcher = WITH_VERSION.matcher(argument);
    if (!matcher.matches()) {
      return new SchemaName(Subject.parse(argument), SchemaReference.LATEST);
    }
    String version = matcher.group(2);
    return new SchemaName(
        Subject.parse(matcher.group(1)),
        version.equals("latest") ? SchemaReference.LATEST : Integer.parseInt(version));
  }

  /** Whether this is the newest version, whichever it is. */
  public boolean isLatest() {
    return version == SchemaReference.LATEST;
  }

  /**
   * The version in a catalog.
   *
   * @throws io.velostream.schema.model.SchemaNotFoundException if this is the newest version of a
   *     subject that the catalog does not have
   */
  public SubjectVersion in(SchemaCatalog catalog) {
    return isLatest()
        ? Objects.requireNonNull(catalog.requireLatest(subject).subjectVersion(), "version")
        : new SubjectVersion(subject, version);
  }
}
