// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.ConfigRequests;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Sets the compatibility levels of subjects in a registry. */
@Mojo(name = "set-compatibility", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class SetCompatibilityMojo extends RegistryMojo {

  private static final String GLOBAL = "__GLOBAL";
  private static final String NO_LEVEL = "null";

  /**
   * The level of each subject, by subject; {@code __GLOBAL} for the registry. The level {@code
   * null} removes what is set.
   */
  @Parameter Map<String, String> compatibilityLevels = Map.of();

  @Override
  void run() {
    if (compatibilityLevels.isEmpty()) {
      throw new IllegalArgumentException(
          "no level is given; add <compatibilityLevels><orders-value>BACKWARD</orders-value>"
              + "</compatibilityLevels> to the <configuration> of the plugin");
    }
    Map<String, @Nullable CompatibilityLevel> levels = new LinkedHashMap<>();
    compatibilityLevels.forEach(
        (name, level) -> levels.put(ElementNames.decoded(name), level(name, level)));
    try (RegistryClient client = connect()) {
      levels.forEach((subject, level) -> set(client, subject, level));
    }
  }

  private static @Nullable CompatibilityLevel level(String name, @Nullable String text) {
    if (text != null && text.strip().equals(NO_LEVEL)) {
      return null;
    }
    return CompatibilityLevel.valueOf(Levels.parse(name, text).name());
  }

  private void set(RegistryClient client, String name, @Nullable CompatibilityLevel level) {
    boolean isGlobal = name.equals(GLOBAL);
    String target = isGlobal ? "the registry" : "subject " + name;
    if (level == null) {
      remove(client, isGlobal, name);
      getLog().info("Removed the compatibility level of " + target);
      return;
    }
    CompatibilityLevel now =
        client.call(
            isGlobal
                ? ConfigRequests.setCompatibility(level)
                : ConfigRequests.setCompatibility(Subject.parse(name), level));
    getLog().info("Set the compatibility level of " + target + " to " + now);
  }

  private static void remove(RegistryClient client, boolean isGlobal, String name) {
    try {
      Object unused =
          client.call(
              isGlobal
                  ? ConfigRequests.deleteCompatibility()
                  : ConfigRequests.deleteCompatibility(Subject.parse(name)));
    } catch (SchemaNotFoundException e) {
      // there is none
    }
  }
}
