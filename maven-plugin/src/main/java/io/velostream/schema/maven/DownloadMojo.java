// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes schemas of a registry to files, one for each subject, with those that they refer to. */
@Mojo(name = "download", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class DownloadMojo extends RegistryMojo {

  /** Regular expressions; subjects that match one as a whole are downloaded. */
  @Parameter List<String> subjectPatterns = List.of();

  /**
   * A version for each pattern, in the same order: a number, or {@code latest}. The default is the
   * newest one for all.
   */
  @Parameter List<String> versions = List.of();

  /** The folder of the files. It is created if it does not exist. */
  @Parameter(required = true)
  @Nullable File outputDirectory;

  /** The end of all file names. The default is {@code .avsc} or {@code .schema.json}. */
  @Parameter @Nullable String schemaExtension;

  /** Whether the files get line breaks and indents. */
  @Parameter(defaultValue = "true")
  boolean prettyPrintSchemas = true;

  /** Whether schemas that others refer to are downloaded too. */
  @Parameter(defaultValue = "true")
  boolean downloadReferences = true;

  @Override
  void run() {
    Map<Pattern, Integer> patterns = patterns();
    Path folder = base().resolve(String.valueOf(outputDirectory));
    try (RegistryClient client = connect()) {
      Map<Subject, RegisteredSchema> found = found(client, patterns);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "no subject of the registry matches "
                + subjectPatterns
                + "; a pattern must match the whole name, as ^orders-(key|value)$ does");
      }
      if (downloadReferences) {
        addReferences(client, found);
      }
      found.forEach(
          (subject, schema) -> {
            String text = schema.definition().text();
            Path file =
                SchemaFiles.write(
                    folder,
                    subject.qualified(),
                    schemaExtension,
                    schema.definition().type(),
                    prettyPrintSchemas ? SchemaTypes.indented(text) : text);
            getLog().info("Wrote " + schema.subjectVersion() + " to " + file);
          });
    }
  }

  private Map<Pattern, Integer> patterns() {
    if (subjectPatterns.isEmpty()) {
      throw new IllegalArgumentException(
          "no pattern is given; add <subjectPatterns><param>^orders-(key|value)$</param>"
              + "</subjectPatterns> to the <configuration> of the plugin");
    }
    if (!versions.isEmpty() && versions.size() != subjectPatterns.size()) {
      throw new IllegalArgumentException(
          "<versions> has "
              + versions.size()
              + " elements and <subjectPatterns> has "
              + subjectPatterns.size()
              + "; give one version for each pattern, or none");
    }
    Map<Pattern, Integer> patterns = new LinkedHashMap<>();
    for (int i = 0; i < subjectPatterns.size(); i++) {
      patterns.put(
          pattern(subjectPatterns.get(i)),
          versions.isEmpty() ? SchemaReference.LATEST : version(versions.get(i)));
    }
    return patterns;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "<subjectPatterns> has no regular expression: " + e.getMessage(), e);
    }
  }

  private static int version(@Nullable String text) {
    String expression = text == null ? "" : text.strip();
    if (expression.equals("latest") || expression.equals("-1")) {
      return SchemaReference.LATEST;
    }
    if (!expression.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "<versions> has '" + expression + "'; it takes numbers from 1, and 'latest'");
    }
    return Integer.parseInt(expression);
  }

  private static Map<Subject, RegisteredSchema> found(
      RegistryClient client, Map<Pattern, Integer> patterns) {
    Map<Subject, RegisteredSchema> found = new LinkedHashMap<>();
    List<Subject> subjects = client.call(SubjectRequests.subjects());
    patterns.forEach(
        (pattern, version) ->
            subjects.stream()
                .filter(subject -> pattern.matcher(subject.qualified()).matches())
                .filter(subject -> !found.containsKey(subject))
                .forEach(subject -> found.put(subject, request(client, subject, version))));
    return found;
  }

  private static RegisteredSchema request(RegistryClient client, Subject subject, int version) {
    RegisteredSchema schema = new RegistrySchemas(client).find(subject, version);
    if (schema == null) {
      throw new SchemaNotFoundException(
          "subject " + subject + " has no version " + version + "; correct <versions>",
          40402,
          null);
    }
    return schema;
  }

  /** Subjects that match a pattern keep the version that was asked for. */
  private void addReferences(RegistryClient client, Map<Subject, RegisteredSchema> found) {
    RegistrySchemas registry = new RegistrySchemas(client);
    Deque<RegisteredSchema> open = new ArrayDeque<>(new ArrayList<>(found.values()));
    while (!open.isEmpty()) {
      RegisteredSchema referrer = open.remove();
      for (SchemaReference reference : referrer.definition().references()) {
        Subject subject = Subject.parse(reference.subject(), referrer.context());
        RegisteredSchema target = registry.find(subject, reference.version());
        RegisteredSchema second = found.get(subject);
        if (target != null && second == null) {
          found.put(subject, target);
          open.add(target);
        } else if (target != null && second != null && isOther(target, second)) {
          getLog()
              .warn(
                  referrer.subjectVersion()
                      + " refers to "
                      + target.subjectVersion()
                      + ", and the file of "
                      + subject
                      + " has "
                      + second.subjectVersion());
        }
      }
    }
  }

  private static boolean isOther(RegisteredSchema first, RegisteredSchema second) {
    SubjectVersion at = first.subjectVersion();
    return at != null && !at.equals(second.subjectVersion());
  }
}
