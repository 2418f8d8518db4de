// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.CompatibilityLevel;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.Mode;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.ConfigMembers;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.Settings;
import io.velostream.schema.testing.store.StoredSetting;
import java.util.Optional;
import java.util.function.Function;

/** {@code /config} and {@code /mode}. */
final class SettingEndpoints {

  private static final String COMPATIBILITY = "compatibility";

  private final SchemaStore store;
  private final Settings settings;

  SettingEndpoints(SchemaStore store, Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  void addTo(Router router) {
    for (String path : new String[] {"/config", "/config/*"}) {
      router
          .on("GET", path, this::compatibility)
          .on("PUT", path, this::putCompatibility)
          .on("DELETE", path, this::deleteCompatibility);
    }
    for (String path : new String[] {"/mode", "/mode/*"}) {
      router
          .on("GET", path, this::mode)
          .on("PUT", path, this::putMode)
          .on("DELETE", path, this::deleteMode);
    }
  }

  private static QualifiedSubject target(HttpExchange call) {
    return QualifiedSubject.parse(
        call.segments().size() < 2 ? "" : call.segment(1), call.context());
  }

  private static <T> T value(
      HttpExchange call,
      StoredSetting<T> setting,
      Function<QualifiedSubject, RestException> missing) {
    QualifiedSubject target = target(call);
    boolean defaults = call.flag("defaultToGlobal") || target.name().isEmpty();
    return defaults
        ? setting.effectiveAt(target)
        : setting.at(target).orElseThrow(() -> missing.apply(target));
  }

  private static <T> T removed(
      HttpExchange call,
      StoredSetting<T> setting,
      Function<QualifiedSubject, RestException> missing) {
    QualifiedSubject target = target(call);
    return setting.unset(target).orElseThrow(() -> missing.apply(target));
  }

  private static HttpAnswer answer(String name, Enum<?> value) {
    return HttpAnswer.json(Json.object().put(name, value.name()));
  }

  private HttpAnswer compatibility(HttpExchange call) {
    QualifiedSubject target = target(call);
    boolean defaults = call.flag("defaultToGlobal") || target.name().isEmpty();
    return defaults
        ? config(
            Optional.of(settings.compatibility().effectiveAt(target)),
            settings.others().effectiveAt(target))
        : ownConfig(target);
  }

  private HttpAnswer ownConfig(QualifiedSubject target) {
    Optional<CompatibilityLevel> level = settings.compatibility().at(target);
    ObjectNode others = settings.others().at(target);
    if (level.isEmpty() && others.isEmpty()) {
      throw RestException.noCompatibilityAt(target);
    }
    return config(level, others);
  }

  private static HttpAnswer config(Optional<CompatibilityLevel> level, ObjectNode others) {
    ObjectNode document = Json.object();
    level.ifPresent(each -> document.put("compatibilityLevel", each.name()));
    return HttpAnswer.json(document.setAll(others));
  }

  /** Sets the members of the body, and deletes those that are null; others are unchanged. */
  private HttpAnswer putCompatibility(HttpExchange call) {
    JsonNode body = call.body();
    QualifiedSubject target = target(call);
    ObjectNode echo = Json.object();
    Optional<CompatibilityLevel> level = level(body);
    ObjectNode others = ConfigMembers.of(body);
    if (body.path(COMPATIBILITY).isNull()) {
      settings.compatibility().unset(target);
    }
    level.ifPresent(
        each -> {
          settings.compatibility().set(target, each);
          echo.put(COMPATIBILITY, each.name());
        });
    settings.others().set(target, others);
    return HttpAnswer.json(echo.setAll(others));
  }

  private static Optional<CompatibilityLevel> level(JsonNode body) {
    JsonNode level = body.path(COMPATIBILITY);
    return level.isMissingNode() || level.isNull()
        ? Optional.empty()
        : Optional.of(CompatibilityLevel.parse(level.asText("")));
  }

  private HttpAnswer deleteCompatibility(HttpExchange call) {
    QualifiedSubject target = target(call);
    HttpAnswer before = ownConfig(target);
    settings.compatibility().unset(target);
    settings.others().unset(target);
    return before;
  }

  private HttpAnswer mode(HttpExchange call) {
    return answer("mode", value(call, settings.mode(), RestException::noModeAt));
  }

  private HttpAnswer putMode(HttpExchange call) {
    Mode mode = Mode.parse(call.body().path("mode").asText(""));
    QualifiedSubject target = target(call);
    if (mode == Mode.IMPORT
        && settings.modeFor(target) != Mode.IMPORT
        && !call.flag("force")
        && hasSchemas(target)) {
      throw RestException.notPermitted(
          "There are schemas at '"
              + target
              + "' already; force=true switches to import mode anyway");
    }
    settings.mode().set(target, mode);
    return answer("mode", mode);
  }

  /** Whether a subject or a context has schemas; for the default context, whether any has. */
  private boolean hasSchemas(QualifiedSubject target) {
    return store
        .all()
        .map(StoredVersion::subject)
        .filter(each -> target.toString().isEmpty() || each.context().equals(target.context()))
        .anyMatch(each -> target.name().isEmpty() || each.equals(target));
  }

  private HttpAnswer deleteMode(HttpExchange call) {
    return answer("mode", removed(call, settings.mode(), RestException::noModeAt));
  }
}
