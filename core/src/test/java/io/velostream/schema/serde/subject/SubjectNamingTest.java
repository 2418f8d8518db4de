// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.SubjectNameStrategy;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class SubjectNamingTest {

  private static final EmbeddedSchemaRegistry REGISTRY = EmbeddedSchemaRegistry.start();

  private static final SchemaResolver RESOLVER =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(REGISTRY.url()))).build();

  private static final String PEER = "io.confluent.kafka.serializers.subject.";

  @AfterAll
  static void close() {
    RESOLVER.close();
    REGISTRY.close();
  }

  @Test
  void namesSubjectsByTopicUnlessToldOtherwise() {
    assertThat(names(Map.of(), false).subject("orders", "a.Order")).hasToString("orders-value");
    assertThat(names(Map.of(), true).subject("orders", (String) null)).hasToString("orders-key");
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, orders-value",
    "RecordNameStrategy, a.Order",
    "TopicRecordNameStrategy, orders-a.Order"
  })
  void takesTheNamesThatPeopleHaveInTheirConfiguration(String simpleName, String subject) {
    Map<String, ?> theirs = Map.of("value.subject.name.strategy", PEER + simpleName);
    Map<String, ?> ours =
        Map.of("value.subject.name.strategy", "io.velostream.schema.serde." + simpleName);

    assertThat(names(theirs, false).subject("orders", "a.Order")).hasToString(subject);
    assertThat(names(ours, false).subject("orders", "a.Order")).hasToString(subject);
  }

  @Test
  void saysThatASchemaWithoutANameHasNoRecordName() {
    Map<String, ?> configs = Map.of("value.subject.name.strategy", RecordNameStrategy.class);

    assertThatThrownBy(() -> names(configs, false).subject("orders", (String) null))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("name of a record");
  }

  @Test
  void takesTheContextFromItsStrategyWithOrWithoutDot() {
    SubjectNaming names =
        names(Map.of("context.name.strategy", FirstPartOfTopic.class.getName()), false);

    assertThat(names.subject("eu-orders", "a.Order"))
        .isEqualTo(new Subject(".eu", "eu-orders-value"));
    assertThat(names.contextOf(".us-orders")).isEqualTo(".us");
    assertThat(names.contextOf("orders")).isEqualTo(".");
    assertThat(names.usesDefaultContextOnly()).isFalse();
  }

  @Test
  void takesTheContextFromAQualifiedSubject() {
    SubjectNaming names =
        names(Map.of("value.subject.name.strategy", Qualified.class, "any.key", "eu"), false);

    assertThat(names.subject("orders", "a.Order")).isEqualTo(new Subject(".eu", "orders"));
    assertThat(names.contextOf("orders")).isEqualTo(".eu");
  }

  @Test
  void staysInTheDefaultContextWhenTheStrategyCannotTellYet() {
    SubjectNaming names = names(Map.of("value.subject.name.strategy", NeedsName.class), false);

    assertThat(names.contextOf("orders")).isEqualTo(".");
  }

  @Test
  void ignoresTheContextStrategyThatNamesNone() {
    String theirs = "io.confluent.kafka.serializers.context.NullContextNameStrategy";

    assertThat(names(Map.of("context.name.strategy", theirs), false).usesDefaultContextOnly())
        .isTrue();
  }

  @Test
  void refusesAClassThatIsNoStrategy() {
    assertThatThrownBy(() -> names(Map.of("value.subject.name.strategy", "java.util.List"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.subject.name.strategy")
        .hasMessageContaining("java.util.List")
        .hasMessageContaining(SubjectNameStrategy.class.getName());
  }

  @Test
  void refusesAStrategyThatCannotBeMade() {
    assertThatThrownBy(() -> names(Map.of("value.subject.name.strategy", Argued.class), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Argued")
        .hasMessageContaining("constructor");
  }

  @Test
  void namesTheClassThatFails() {
    SubjectNaming subjects = names(Map.of("value.subject.name.strategy", NeedsName.class), false);
    SubjectNaming contexts = names(Map.of("context.name.strategy", NoContext.class), false);

    assertThatThrownBy(() -> subjects.subject("orders", (String) null))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("NeedsName names no subject for topic orders");
    assertThatThrownBy(() -> contexts.contextOf("orders"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("NoContext names no context for topic orders: none here");
  }

  private static SubjectNaming names(Map<String, ?> configs, boolean isKey) {
    return new SubjectNaming(SerdeConfig.forSerializer(configs, isKey, new ConfigDef()), RESOLVER);
  }

  /** The part of the topic before the first dash. */
  public static final class FirstPartOfTopic implements ContextNameStrategy {
    @Override
    public String contextName(String topic) {
      int dash = topic.indexOf('-');
      return dash < 0 ? null : topic.substring(0, dash);
    }
  }

  /** A subject in the context that the configuration names. */
  public static final class Qualified implements SubjectNameStrategy, Configurable {
    private String context;

    @Override
    public void configure(Map<String, ?> configs) {
      context = (String) configs.get("any.key");
    }

    @Override
    public String subjectName(String topic, boolean isKey, String recordName) {
      return ":." + context + ":" + topic;
    }
  }

  /** Fails always. */
  public static final class NoContext implements ContextNameStrategy {
    @Override
    public String contextName(String topic) {
      throw new IllegalStateException("none here");
    }
  }

  /** Fails without a record name. */
  public static final class NeedsName implements SubjectNameStrategy {
    @Override
    public String subjectName(String topic, boolean isKey, String recordName) {
      return recordName.trim();
    }
  }

  /** Has no constructor without arguments. */
  public static final class Argued implements SubjectNameStrategy {
    public Argued(String argument) {
      argument.trim();
    }

    @Override
    public String subjectName(String topic, boolean isKey, String recordName) {
      return topic;
    }
  }
}
