// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.access.AccessPolicy;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of access control. */
public final class AccessKeys {

  /** A policy of the application's own. */
  public static final String POLICY = "schema.access.policy";

  /** Whether schemas may be registered at all, whatever {@code auto.register.schemas} says. */
  public static final String AUTO_REGISTER = "schema.access.auto.register";

  private AccessKeys() {}

  /** The key of the patterns that an action is restricted to. */
  public static String allow(AccessAction action) {
    return "schema.access." + action.label() + ".allow";
  }

  /** The key of the patterns that an action is denied for. */
  public static String deny(AccessAction action) {
    return "schema.access." + action.label() + ".deny";
  }

  static void define(ConfigDef keys) {
    for (AccessAction action : AccessAction.values()) {
      keys.define(
              allow(action),
              ConfigDef.Type.LIST,
              List.of(),
              Importance.LOW,
              "Restricts what may be done ("
                  + action.label()
                  + ") to these topics and subjects: topic:NAME and subject:NAME, where * stands"
                  + " for any characters. Without a pattern for topics all topics are allowed, and"
                  + " without one for subjects all subjects.")
          .define(
              deny(action),
              ConfigDef.Type.LIST,
              List.of(),
              Importance.LOW,
              "Denies what may be done ("
                  + action.label()
                  + ") for these topics and subjects, also where it is allowed: topic:NAME and"
                  + " subject:NAME, where * stands for any characters.");
    }
    keys.define(
            POLICY,
            ConfigDef.Type.CLASS,
            null,
            CommonKeys.ofType(AccessPolicy.class),
            Importance.LOW,
            "A class that implements AccessPolicy, which is asked after the patterns.")
        .define(
            AUTO_REGISTER,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether schemas may be registered at all. With false, auto.register.schemas has no"
                + " effect: a schema must be registered before.");
  }
}
