// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about a registry's settings, and about itself. A subject without a setting of
 * its own answers "not found" unless the global one is asked for in its place. Every method that
 * takes a subject throws {@link IllegalArgumentException} when its qualified name is empty. The
 * paths are those of the Confluent Schema Registry's REST interface.
 */
public final class ConfigRequests {

  private static final String COMPATIBILITY = "config";
  private static final String MODE = "mode";
  private static final String LEVEL = "compatibility";
  private static final int NO_LEVEL = 40408;

  /** What a registry may have set where no level is set. */
  private static final List<String> MEMBERS =
      List.of(
          "alias",
          "normalize",
          "validateFields",
          "compatibilityGroup",
          "defaultMetadata",
          "overrideMetadata",
          "defaultRuleSet",
          "overrideRuleSet");

  private ConfigRequests() {}

  /** The global compatibility level. */
  public static RegistryRequest<CompatibilityLevel> compatibility() {
    return RegistryRequest.get(
        "get the global compatibility level",
        RequestTarget.of(COMPATIBILITY),
        ConfigRequests::readLevel);
  }

  /** The compatibility level that is set for a subject. */
  public static RegistryRequest<CompatibilityLevel> compatibility(Subject subject) {
    return compatibility(subject, false);
  }

  /** The compatibility level that applies to a subject: the global one where none is set for it. */
  public static RegistryRequest<CompatibilityLevel> effectiveCompatibility(Subject subject) {
    return compatibility(subject, true);
  }

  private static RegistryRequest<CompatibilityLevel> compatibility(
      Subject subject, boolean defaultToGlobal) {
    return RegistryRequest.get(
        "get the compatibility level of subject " + subject,
        RequestTarget.of(COMPATIBILITY).subject(subject).flag("defaultToGlobal", defaultToGlobal),
        ConfigRequests::readLevel);
  }

  /**
   * Sets the global compatibility level; the answer is what is set now.
   *
   * @throws IllegalArgumentException when the level is {@link CompatibilityLevel#UNKNOWN}
   */
  public static RegistryRequest<CompatibilityLevel> setCompatibility(CompatibilityLevel level) {
    return RegistryRequest.put(
        "set the global compatibility level to " + level,
        RequestTarget.of(COMPATIBILITY),
        Json.write(Map.of(LEVEL, level.sendable())),
        ConfigRequests::readLevel);
  }

  /**
   * Sets the compatibility level of a subject; the answer is what is set now.
   *
   * @throws IllegalArgumentException when the level is {@link CompatibilityLevel#UNKNOWN}
   */
  public static RegistryRequest<CompatibilityLevel> setCompatibility(
      Subject subject, CompatibilityLevel level) {
    return RegistryRequest.put(
        "set the compatibility level of subject " + subject + " to " + level,
        RequestTarget.of(COMPATIBILITY).subject(subject),
        Json.write(Map.of(LEVEL, level.sendable())),
        ConfigRequests::readLevel);
  }

  /** Takes the global compatibility level back to the registry's own; the answer is the level. */
  public static RegistryRequest<CompatibilityLevel> deleteCompatibility() {
    return RegistryRequest.delete(
        "delete the global compatibility level",
        RequestTarget.of(COMPATIBILITY),
        ConfigRequests::readLevel);
  }

  /** Takes the compatibility level of a subject away; the answer is what was set. */
  public static RegistryRequest<CompatibilityLevel> deleteCompatibility(Subject subject) {
    return RegistryRequest.delete(
        "delete the compatibility level of subject " + subject,
        RequestTarget.of(COMPATIBILITY).subject(subject),
        ConfigRequests::readLevel);
  }

  /** The global mode. */
  public static RegistryRequest<Mode> mode() {
    return RegistryRequest.get(
        "get the global mode", RequestTarget.of(MODE), ConfigRequests::readMode);
  }

  /** The mode that is set for a subject. */
  public static RegistryRequest<Mode> mode(Subject subject) {
    return mode(subject, false);
  }

  /** The mode that applies to a subject: the global one where none is set for it. */
  public static RegistryRequest<Mode> effectiveMode(Subject subject) {
    return mode(subject, true);
  }

  private static RegistryRequest<Mode> mode(Subject subject, boolean defaultToGlobal) {
    return RegistryRequest.get(
        "get the mode of subject " + subject,
        RequestTarget.of(MODE).subject(subject).flag("defaultToGlobal", defaultToGlobal),
        ConfigRequests::readMode);
  }

  /**
   * Sets the global mode; the answer is what is set now.
   *
   * @throws IllegalArgumentException when the mode is {@link Mode#UNKNOWN}
   */
  public static RegistryRequest<Mode> setMode(Mode mode) {
    return RegistryRequest.put(
        "set the global mode to " + mode,
        RequestTarget.of(MODE),
        Json.write(Map.of("mode", mode.sendable())),
        ConfigRequests::readMode);
  }

  /**
   * Sets the mode of a subject; the answer is what is set now.
   *
   * @throws IllegalArgumentException when the mode is {@link Mode#UNKNOWN}
   */
  public static RegistryRequest<Mode> setMode(Subject subject, Mode mode) {
    return RegistryRequest.put(
        "set the mode of subject " + subject + " to " + mode,
        RequestTarget.of(MODE).subject(subject),
        Json.write(Map.of("mode", mode.sendable())),
        ConfigRequests::readMode);
  }

  /** Takes the global mode back to the registry's own; the answer is the mode. */
  public static RegistryRequest<Mode> deleteMode() {
    return RegistryRequest.delete(
        "delete the global mode", RequestTarget.of(MODE), ConfigRequests::readMode);
  }

  /** Takes the mode of a subject away; the answer is what was set. */
  public static RegistryRequest<Mode> deleteMode(Subject subject) {
    return RegistryRequest.delete(
        "delete the mode of subject " + subject,
        RequestTarget.of(MODE).subject(subject),
        ConfigRequests::readMode);
  }

  /** Whether a schema is compatible with one version of a subject. */
  public static RegistryRequest<CompatibilityVerdict> testCompatibility(
      SubjectVersion subjectVersion, SchemaDefinition definition) {
    String version = String.valueOf(subjectVersion.version());
    return test(target(subjectVersion.subject()).segment(version), definition)
        .apply("test a schema's compatibility with " + subjectVersion);
  }

  /** Whether a schema is compatible with the latest version of a subject. */
  public static RegistryRequest<CompatibilityVerdict> testCompatibilityWithLatest(
      Subject subject, SchemaDefinition definition) {
    return test(target(subject).segment("latest"), definition)
        .apply("test a schema's compatibility with the latest version of subject " + subject);
  }

  /** Whether a schema is compatible with all versions of a subject that its level asks about. */
  public static RegistryRequest<CompatibilityVerdict> testCompatibilityWithAll(
      Subject subject, SchemaDefinition definition) {
    return test(target(subject), definition)
        .apply("test a schema's compatibility with subject " + subject);
  }

  /** The registry's own version, in its own words. */
  public static RegistryRequest<String> serverVersion() {
    return RegistryRequest.get(
        "get the registry's version",
        RequestTarget.of("v1", "metadata", "version"),
        answer -> answer.require("version").text());
  }

  /** The id of the Kafka cluster that the registry keeps its schemas in, or else its own id. */
  public static RegistryRequest<String> clusterId() {
    return RegistryRequest.get(
        "get the registry's cluster id",
        RequestTarget.of("v1", "metadata", "id"),
        answer -> {
          JsonView cluster = find(answer, "scope", "clusters", "kafka-cluster");
          return (cluster == null ? answer.require("id") : cluster).text();
        });
  }

  private static RequestTarget target(Subject subject) {
    return RequestTarget.of("compatibility", "subjects").subject(subject).segment("versions");
  }

  private static Function<String, RegistryRequest<CompatibilityVerdict>> test(
      RequestTarget target, SchemaDefinition definition) {
    target.flag("verbose", true);
    String body = SchemaJson.body(definition);
    return words -> RegistryRequest.post(words, target, body, ConfigRequests::readVerdict);
  }

  /** A verdict with a list of messages, or with one reason, as Apicurio says it. */
  private static CompatibilityVerdict readVerdict(JsonView answer) {
    JsonView messages = answer.find("messages");
    JsonView reason = answer.find("reason");
    List<String> alone = reason == null ? List.of() : List.of(reason.text());
    return new CompatibilityVerdict(
        answer.require("is_compatible").truth(), messages == null ? alone : messages.texts());
  }

  /**
   * A level under either of its names, or bare, as some registries answer a deletion. A
   * configuration that sets other things has none.
   */
  private static CompatibilityLevel readLevel(JsonView answer) {
    if (MEMBERS.stream().anyMatch(name -> answer.find(name) != null)
        && answer.find("compatibilityLevel") == null
        && answer.find(LEVEL) == null) {
      throw answer.without("compatibility level of its own", NO_LEVEL);
    }
    JsonView level = answer.isText() ? answer : answer.requireAny("compatibilityLevel", LEVEL);
    return CompatibilityLevel.of(level.text());
  }

  private static Mode readMode(JsonView answer) {
    return Mode.of((answer.isText() ? answer : answer.require("mode")).text());
  }

  private static @Nullable JsonView find(JsonView answer, String... path) {
    JsonView at = answer;
    for (String name : path) {
      if (at == null) {
        return null;
      }
      at = at.find(name);
    }
    return at;
  }
}
