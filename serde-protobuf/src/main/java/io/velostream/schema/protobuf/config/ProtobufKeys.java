// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.config;

import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The configuration keys of the Protobuf serdes, in addition to the keys that all formats share.
 */
public final class ProtobufKeys {

  /** The generated class to read keys into. */
  public static final String KEY_TYPE = "specific.protobuf.key.type";

  /** The generated class to read values into. */
  public static final String VALUE_TYPE = "specific.protobuf.value.type";

  /** Whether to read into the generated class that the options of the schema name. */
  public static final String DERIVE_TYPE = "derive.type";

  /** How the subjects of imported files are named. */
  public static final String REFERENCE_NAMING = "reference.subject.name.strategy";

  private static final String DEFAULT = "default";
  private static final String QUALIFIED = "qualified";
  private static final String CONFLUENT = "io.confluent.kafka.serializers.subject.";
  private static final String CONFLUENT_DEFAULT = CONFLUENT + "DefaultReferenceSubjectNameStrategy";
  private static final String CONFLUENT_QUALIFIED =
      CONFLUENT + "QualifiedReferenceSubjectNameStrategy";

  private ProtobufKeys() {}

  /** The keys of {@code KafkaProtobufSerializer}. A new object on each call. */
  public static ConfigDef serializer() {
    return new ConfigDef()
        .define(
            REFERENCE_NAMING,
            ConfigDef.Type.STRING,
            DEFAULT,
            ConfigDef.ValidString.in(DEFAULT, QUALIFIED, CONFLUENT_DEFAULT, CONFLUENT_QUALIFIED),
            Importance.LOW,
            "How the subjects of imported files are named: default takes the name of the import, "
                + "such as com/acme/money.proto; qualified takes dots and leaves the ending out, "
                + "as com.acme.money. The class names of Confluent's two strategies mean the "
                + "same.");
  }

  /** The keys of {@code KafkaProtobufDeserializer}. A new object on each call. */
  public static ConfigDef deserializer() {
    return new ConfigDef()
        .define(
            KEY_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The generated class that a deserializer of keys reads into.")
        .define(
            VALUE_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The generated class that a deserializer of values reads into.")
        .define(
            DERIVE_TYPE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether to read into the generated class that the record's schema names by its "
                + "options java_package, java_outer_classname and java_multiple_files.");
  }

  /** The naming that a valid value of {@link #REFERENCE_NAMING} chooses. */
  public static ReferenceNaming naming(String value) {
    return Objects.equals(value, QUALIFIED) || Objects.equals(value, CONFLUENT_QUALIFIED)
        ? ReferenceNaming.QUALIFIED
        : ReferenceNaming.DEFAULT;
  }
}
