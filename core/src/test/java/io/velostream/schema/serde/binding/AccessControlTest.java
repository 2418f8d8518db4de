// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.access.AccessPolicy;
import io.velostream.schema.serde.access.AccessRequest;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What patterns and policies permit, deny and publish. */
class AccessControlTest {

  private static final Subject ORDERS_VALUE = Subject.parse("orders-value", ".");

  private final List<SchemaEvent> events = new ArrayList<>();

  @Test
  void withoutConfigurationAllIsPermitted() {
    AccessControl access = access(Map.of());

    assertThat(access.permitsAll()).isTrue();
    assertThatCode(() -> access.require(AccessAction.REGISTER, "orders", ORDERS_VALUE))
        .doesNotThrowAnyException();
  }

  @Test
  void anAllowListOfTopicsDeniesOtherTopics() {
    AccessControl access =
        access(Map.of("schema.access.write.allow", "topic:orders, topic:shop.*.v1"));

    access.require(AccessAction.WRITE, "orders", ORDERS_VALUE);
    access.require(AccessAction.WRITE, "shop.payments.v1", null);
    for (String topic : List.of("orders2", "xorders", "shop.v1", "shop.payments.v10")) {
      assertThatThrownBy(() -> access.require(AccessAction.WRITE, topic, null))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("client c1 may not write topic " + topic)
          .hasMessageContaining("matches no pattern of schema.access.write.allow");
    }
    access.require(AccessAction.READ, "anything", null);
  }

  @Test
  void aDenyListWinsOverAnAllowList() {
    AccessControl access =
        access(
            Map.of(
                "schema.access.read.allow", "topic:*",
                "schema.access.read.deny", "subject:*-secret"));

    access.require(AccessAction.READ, "orders", ORDERS_VALUE);
    assertThatThrownBy(
            () -> access.require(AccessAction.READ, "orders", Subject.parse("a-secret", ".")))
        .isInstanceOf(SchemaAccessDeniedException.class)
        .hasMessageContaining("subject a-secret matches schema.access.read.deny");
  }

  @Test
  void charactersOfRegularExpressionsAreLiteral() {
    AccessControl access = access(Map.of("schema.access.write.allow", "topic:a.b(c)[d]\\\\E+*"));

    access.require(AccessAction.WRITE, "a.b(c)[d]\\\\E+", null);
    access.require(AccessAction.WRITE, "a.b(c)[d]\\\\E+\nx", null);
    assertThatThrownBy(() -> access.require(AccessAction.WRITE, "aXb(c)[d]\\\\E+", null))
        .isInstanceOf(SchemaAccessDeniedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topic:orders;topic:x", "topic:", "topic: ", "topic:a b", "subject:a;b"})
  void aPatternThatCanMatchNothingIsAConfigurationError(String pattern) {
    assertThatThrownBy(() -> access(Map.of("schema.access.write.deny", pattern)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.access.write.deny");
  }

  @Test
  void blanksAroundANameDoNotMatter() {
    AccessControl access = access(Map.of("schema.access.write.deny", "topic: orders "));

    assertThatThrownBy(() -> access.require(AccessAction.WRITE, "orders", null))
        .isInstanceOf(SchemaAccessDeniedException.class);
  }

  @Test
  void aNameThatIsNotKnownYetIsNotDenied() {
    AccessControl access =
        access(Map.of("schema.access.write.allow", "subject:orders-value,topic:orders"));

    access.require(AccessAction.WRITE, "orders", null);
    access.require(AccessAction.WRITE, null, ORDERS_VALUE);
  }

  @Test
  void aPatternOfNoKindIsAConfigurationError() {
    for (String pattern : List.of("orders", "topic:", "subjects:a", "Topic:a")) {
      assertThatThrownBy(() -> access(Map.of("schema.access.read.deny", pattern)))
          .as(pattern)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.access.read.deny")
          .hasMessageContaining("topic:NAME or subject:NAME");
    }
  }

  @Test
  void aPolicyOfTheApplicationDecides() {
    AccessControl access = access(Map.of("schema.access.policy", NightPolicy.class.getName()));

    access.require(AccessAction.READ, "orders", null);
    assertThatThrownBy(() -> access.require(AccessAction.WRITE, "orders", ORDERS_VALUE))
        .isInstanceOf(SchemaAccessDeniedException.class)
        .hasMessageEndingWith("write topic orders with subject orders-value (values): it is night");
  }

  @Test
  void aPolicyThatFailsDenies() {
    AccessControl access = access(Map.of("schema.access.policy", BrokenPolicy.class.getName()));

    assertThatThrownBy(() -> access.require(AccessAction.READ, "orders", null))
        .isInstanceOf(SchemaAccessDeniedException.class)
        .hasMessageContaining("BrokenPolicy failed: java.lang.IllegalStateException: broken")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClassThatIsNoPolicyIsAConfigurationError() {
    assertThatThrownBy(() -> access(Map.of("schema.access.policy", String.class.getName())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.access.policy");
  }

  @Test
  void eachDenialIsPublished() {
    AccessControl access = access(Map.of("schema.access.register.deny", "subject:orders-*"));

    assertThatThrownBy(() -> access.require(AccessAction.REGISTER, "orders", ORDERS_VALUE))
        .isInstanceOf(SchemaAccessDeniedException.class);

    assertThat(events)
        .containsExactly(
            new SchemaEvent.AccessDenied(
                "register",
                "c1",
                "orders",
                "orders-value",
                "subject orders-value matches schema.access.register.deny"));
  }

  private AccessControl access(Map<String, String> keys) {
    Map<String, Object> configs = new HashMap<>(keys);
    configs.put("schema.registry.url", "http://localhost:1");
    configs.put("client.id", "c1");
    return new AccessControl(SerdeConfig.forProgram(configs), events::add);
  }

  /** Denies writing. */
  public static final class NightPolicy implements AccessPolicy, Configurable {

    private String clientId = "";

    @Override
    public void configure(Map<String, ?> configs) {
      clientId = String.valueOf(configs.get("client.id"));
    }

    @Override
    public @Nullable String denialOf(AccessRequest request) {
      return request.action() == AccessAction.WRITE && clientId.equals(request.clientId())
          ? "it is night"
          : null;
    }
  }

  /** Fails. */
  public static final class BrokenPolicy implements AccessPolicy {
    @Override
    public @Nullable String denialOf(AccessRequest request) {
      throw new IllegalStateException("broken");
    }
  }
}
