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
 * Requests about a registry's settings and metadata. For a subject without its own setting the
 * result is "not found"; use the methods for effective settings to get the global one instead.
 * Every method that takes a subject throws {@link IllegalArgumentException} when its qualified name
 * is empty. The paths are those of the Confluent Schema Registry's REST interface.
 */
public final class ConfigRequests {

  private static final String COMPATIBILITY = "config";
  private static final String MODE = "mode";
  private static final String LEVEL = "compatibility";
  private static final int NO_LEVEL = 40408;

  /** Properties of a configuration that may be set without a level. */
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

  /** Resets the global compatibility level to the registry's default; returns that level. */
  public static RegistryRequest<CompatibilityLevel> deleteCompatibility() {
    return RegistryRequest.delete(
        "delete the global compatibility level",
        RequestTarget.of(COMPATIBILITY),
        ConfigRequests::readLevel);
  }

  /** Deletes the compatibility level of a subject; returns the deleted level. */
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

  /**
   * Sets the mode of a subject that has schemas already, which registries refuse for {@link
   * Mode#IMPORT} otherwise; the answer is what is set now.
   *
   * @throws IllegalArgumentException when the mode is {@link Mode#UNKNOWN}
   */
  public static RegistryRequest<Mode> forceMode(Subject subject, Mode mode) {
    return RegistryRequest.put(
        "set the mode of subject " + subject + " to " + mode,
        RequestTarget.of(MODE).subject(subject).flag("force", true),
        Json.write(Map.of("mode", mode.sendable())),
        ConfigRequests::readMode);
  }

  /** Resets the global mode to the registry's default; returns that mode. */
  public static RegistryRequest<Mode> deleteMode() {
    return RegistryRequest.delete(
        "delete the global mode", RequestTarget.of(MODE), ConfigRequests::readMode);
  }

  /** Deletes the mode of a subject; returns the deleted mode. */
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

  /** The version of the registry. */
  public static RegistryRequest<String> serverVersion() {
    return RegistryRequest.get(
        "get the registry's version",
        RequestTarget.of("v1", "metadata", "version"),
        answer -> answer.require("version").text());
  }

  /** The id of the Kafka cluster that stores the registry's schemas, or else the registry's id. */
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

  /** Reads a list of messages, or the single reason of Apicurio. */
  private static CompatibilityVerdict readVerdict(JsonView answer) {
    JsonView messages = answer.find("messages");
    JsonView reason = answer.find("reason");
    List<String> alone = reason == null ? List.of() : List.of(reason.text());
    return new CompatibilityVerdict(
        answer.require("is_compatible").booleanValue(),
        messages == null ? alone : messages.texts());
  }

  /**
   * Reads a level from either of its properties, or from a plain string, which some registries
   * return for a deletion. A configuration with other properties only has no level.
   */
  private static CompatibilityLevel readLevel(JsonView answer) {
    if (MEMBERS.stream().anyMatch(name -> answer.find(name) != null)
        && answer.find("compatibilityLevel") == null
        && answer.find(LEVEL) == null) {
      throw answer.notFound("compatibility level of its own", NO_LEVEL);
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
