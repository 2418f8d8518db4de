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

  private static QualifiedSubject place(HttpExchange call) {
    return QualifiedSubject.parse(
        call.segments().size() < 2 ? "" : call.segment(1), call.context());
  }

  private static <T> T value(
      HttpExchange call,
      StoredSetting<T> setting,
      Function<QualifiedSubject, RestException> missing) {
    QualifiedSubject place = place(call);
    boolean defaults = call.flag("defaultToGlobal") || place.name().isEmpty();
    return defaults
        ? setting.effectiveAt(place)
        : setting.at(place).orElseThrow(() -> missing.apply(place));
  }

  private static <T> T removed(
      HttpExchange call,
      StoredSetting<T> setting,
      Function<QualifiedSubject, RestException> missing) {
    QualifiedSubject place = place(call);
    return setting.unset(place).orElseThrow(() -> missing.apply(place));
  }

  private static HttpAnswer answer(String name, Enum<?> value) {
    return HttpAnswer.json(Json.object().put(name, value.name()));
  }

  private HttpAnswer compatibility(HttpExchange call) {
    QualifiedSubject place = place(call);
    boolean defaults = call.flag("defaultToGlobal") || place.name().isEmpty();
    return defaults
        ? config(
            Optional.of(settings.compatibility().effectiveAt(place)),
            settings.others().effectiveAt(place))
        : ownConfig(place);
  }

  private HttpAnswer ownConfig(QualifiedSubject place) {
    Optional<CompatibilityLevel> level = settings.compatibility().at(place);
    ObjectNode others = settings.others().at(place);
    if (level.isEmpty() && others.isEmpty()) {
      throw RestException.noCompatibilityAt(place);
    }
    return config(level, others);
  }

  private static HttpAnswer config(Optional<CompatibilityLevel> level, ObjectNode others) {
    ObjectNode document = Json.object();
    level.ifPresent(each -> document.put("compatibilityLevel", each.name()));
    return HttpAnswer.json(document.setAll(others));
  }

  /** Sets what the body has, leaves what it has not, and takes away what is null in it. */
  private HttpAnswer putCompatibility(HttpExchange call) {
    JsonNode body = call.body();
    QualifiedSubject place = place(call);
    ObjectNode echo = Json.object();
    Optional<CompatibilityLevel> level = level(body);
    ObjectNode others = ConfigMembers.of(body);
    if (body.path(COMPATIBILITY).isNull()) {
      settings.compatibility().unset(place);
    }
    level.ifPresent(
        each -> {
          settings.compatibility().set(place, each);
          echo.put(COMPATIBILITY, each.name());
        });
    settings.others().set(place, others);
    return HttpAnswer.json(echo.setAll(others));
  }

  private static Optional<CompatibilityLevel> level(JsonNode body) {
    JsonNode level = body.path(COMPATIBILITY);
    return level.isMissingNode() || level.isNull()
        ? Optional.empty()
        : Optional.of(CompatibilityLevel.parse(level.asText("")));
  }

  private HttpAnswer deleteCompatibility(HttpExchange call) {
    QualifiedSubject place = place(call);
    HttpAnswer before = ownConfig(place);
    settings.compatibility().unset(place);
    settings.others().unset(place);
    return before;
  }

  private HttpAnswer mode(HttpExchange call) {
    return answer("mode", value(call, settings.mode(), RestException::noModeAt));
  }

  private HttpAnswer putMode(HttpExchange call) {
    Mode mode = Mode.parse(call.body().path("mode").asText(""));
    QualifiedSubject place = place(call);
    if (mode == Mode.IMPORT
        && settings.modeFor(place) != Mode.IMPORT
        && !call.flag("force")
        && hasSchemas(place)) {
      throw RestException.notPermitted(
          "There are schemas at '"
              + place
              + "' already; force=true switches to import mode anyway");
    }
    settings.mode().set(place, mode);
    return answer("mode", mode);
  }

  /** Whether a subject, a context, or for the default context any of them, has schemas. */
  private boolean hasSchemas(QualifiedSubject place) {
    return store
        .all()
        .map(StoredVersion::subject)
        .filter(each -> place.toString().isEmpty() || each.context().equals(place.context()))
        .anyMatch(each -> place.name().isEmpty() || each.equals(place));
  }

  private HttpAnswer deleteMode(HttpExchange call) {
    return answer("mode", removed(call, settings.mode(), RestException::noModeAt));
  }
}
