// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.velostream.schema.serde.AssociatedNameStrategy;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.serde.GlueSchemaLookup;
import io.velostream.schema.serde.SubjectNameStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Every key that all formats share, with its default, its limits and one sentence. */
public final class CommonKeys {

  private CommonKeys() {}

  public static ConfigDef definitions() {
    ConfigDef keys = connection();
    defineFile(keys);
    defineOwnSchema(keys);
    defineNewestVersion(keys);
    defineNames(keys);
    defineFraming(keys);
    defineBindings(keys);
    defineErrors(keys);
    DeadLetterKeys.define(keys);
    AccessKeys.define(keys);
    RolloutKeys.define(keys);
    return keys;
  }

  /** Those that say how a resolver is made; the others are read by each serializer itself. */
  static ConfigDef connection() {
    ConfigDef keys = new ConfigDef();
    defineConnection(keys);
    SecurityKeys.define(keys);
    RetryKeys.define(keys);
    defineReferences(keys);
    SnapshotKeys.define(keys);
    CacheKeys.define(keys);
    ResolverKeys.define(keys);
    AlertKeys.define(keys);
    return keys;
  }

  private static void defineFile(ConfigDef keys) {
    keys.define(
        SerdeKeys.CONFIG_FILE,
        ConfigDef.Type.STRING,
        null,
        Importance.MEDIUM,
        "A configuration file, in YAML if its name ends in .yaml or .yml and in properties otherwise,"
            + " whose keys are used where the configuration itself does not have them. Variables of"
            + " config providers are replaced.");
  }

  private static void defineConnection(ConfigDef keys) {
    keys.define(
            SerdeKeys.URL,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "Base URLs of the schema registry, http or https, in order of preference;"
                + " mock://<scope> for a registry inside this JVM in tests. Deserializers with the"
                + " frames none or glue, whose schemas are in no registry, need no URL.")
        .define(
            SerdeKeys.CONNECT_TIMEOUT,
            ConfigDef.Type.INT,
            2_000,
            atLeast(1),
            Importance.LOW,
            "The maximum wait in milliseconds for one connection to the registry.")
        .define(
            SerdeKeys.READ_TIMEOUT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "The maximum wait in milliseconds for one answer of the registry.")
        .define(
            SerdeKeys.LOOKUP_TIMEOUT,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.MEDIUM,
            "The maximum time in milliseconds of one schema lookup, with its references,"
                + " other URLs and retries.")
        .define(
            SerdeKeys.MAX_CONNECTIONS,
            ConfigDef.Type.INT,
            16,
            atLeast(1),
            Importance.LOW,
            "The maximum number of connections to one URL of the registry while the"
                + " references of a schema are fetched; all other calls share at most 4 of"
                + " them. Over HTTP/2 one connection carries all calls.");
  }

  private static void defineOwnSchema(ConfigDef keys) {
    keys.define(
            SerdeKeys.AUTO_REGISTER,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.HIGH,
            "Whether the serializer registers the schemas of the values that it writes; when"
                + " true, the keys use.schema.id, use.schema.guid, use.latest.with.metadata"
                + " and use.latest.version have no effect on it.")
        .define(
            SerdeKeys.NORMALIZE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether the registry compares and stores the normalized text of a schema.")
        .define(
            SerdeKeys.USE_SCHEMA_ID,
            ConfigDef.Type.INT,
            -1,
            atLeast(-1),
            Importance.LOW,
            "The id of the schema that the serializer writes in, or -1 for none; also the"
                + " schema of a deserializer with the id placement config.")
        .define(
            SerdeKeys.USE_SCHEMA_GUID,
            ConfigDef.Type.STRING,
            null,
            CommonKeys::requireGuid,
            Importance.LOW,
            "The GUID of the schema that the serializer writes in, instead of use.schema.id;"
                + " also the schema of a deserializer with the id placement config.")
        .define(
            SerdeKeys.ID_STRICT,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether the schema given by use.schema.id or use.schema.guid must be able to"
                + " read values of the value's own schema.");
  }

  private static void defineNewestVersion(ConfigDef keys) {
    keys.define(
            SerdeKeys.USE_LATEST,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether to write in, and read as, the newest version of the subject; a serializer"
                + " also needs auto.register.schemas=false.")
        .define(
            SerdeKeys.LATEST_STRICT,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether the newest version must be able to read values of the value's own"
                + " schema.")
        .define(
            SerdeKeys.LATEST_WITH_METADATA,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "Metadata properties, name=value separated by commas, of the newest version to write"
                + " in and read as.")
        .define(
            SerdeKeys.LATEST_SIZE,
            ConfigDef.Type.INT,
            1_000,
            atLeast(0),
            Importance.LOW,
            "Accepted for compatibility, without effect: newest versions count towards"
                + " schema.cache.size.");
  }

  private static void defineNames(ConfigDef keys) {
    for (String key : List.of(SerdeKeys.KEY_SUBJECT_NAME, SerdeKeys.VALUE_SUBJECT_NAME)) {
      keys.define(
          key,
          ConfigDef.Type.CLASS,
          AssociatedNameStrategy.class,
          ofType(SubjectNameStrategy.class),
          Importance.MEDIUM,
          "The class that names the subject of a "
              + (key.equals(SerdeKeys.KEY_SUBJECT_NAME) ? "key's" : "value's")
              + " schema. Without this key a deserializer determines the subject only if it needs it to"
              + " find the reader's schema, and uses the registry context that "
              + SerdeKeys.CONTEXT_NAME
              + " names; a serializer then refuses an associated subject of another context.");
    }
    keys.define(
            SerdeKeys.ASSOCIATIONS_FALLBACK,
            ConfigDef.Type.STRING,
            AssociationFallback.TOPIC.name(),
            ConfigDef.CaseInsensitiveValidString.in(
                Arrays.stream(AssociationFallback.values()).map(Enum::name).toArray(String[]::new)),
            Importance.LOW,
            "How AssociatedNameStrategy names the subject of a topic without an associated"
                + " subject: TOPIC, RECORD, TOPIC_RECORD, or NONE, which refuses it.")
        .define(
            SerdeKeys.ASSOCIATIONS_CLUSTER,
            ConfigDef.Type.STRING,
            SerdeKeys.ANY_CLUSTER,
            Importance.LOW,
            "The id of the Kafka cluster in the requests of AssociatedNameStrategy for a"
                + " topic, or - for any cluster.");
    keys.define(
        SerdeKeys.CONTEXT_NAME,
        ConfigDef.Type.CLASS,
        null,
        ofType(ContextNameStrategy.class),
        Importance.LOW,
        "The class that names the registry context of a topic; without this key, the context"
            + " of the subject is used.");
    keys.define(
        SerdeKeys.REFLECTION,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether classes without a schema of their own are written and read by reflection.");
  }

  private static void defineFraming(ConfigDef keys) {
    for (String key : List.of(SerdeKeys.KEY_ID_SERIALIZER, SerdeKeys.VALUE_ID_SERIALIZER)) {
      keys.define(
          key,
          ConfigDef.Type.STRING,
          IdPlacement.PREFIX.key(),
          ValidString.in(IdPlacement.forWriting()),
          Importance.LOW,
          "Where the serializer puts the schema's id: prefix (before the payload) or header.");
    }
    for (String key : List.of(SerdeKeys.KEY_ID_DESERIALIZER, SerdeKeys.VALUE_ID_DESERIALIZER)) {
      keys.define(
          key,
          ConfigDef.Type.STRING,
          IdPlacement.DUAL.key(),
          ConfigDef.LambdaValidator.with(
              (name, value) -> {
                var unused = IdPlacement.list(name, (String) value);
              },
              () -> "a list of " + IdPlacement.forReading()),
          Importance.LOW,
          "Where the deserializer looks for the schema's id, and in which frames: one of dual"
              + " (header, then prefix), prefix, header, config (use.schema.id or"
              + " use.schema.guid; the payload is bare), apicurio-2 and apicurio-3 (Apicurio's"
              + " headers, then ids of 8 or 4 bytes), glue (AWS Glue's header), single-object"
              + " (Avro's encoding of that name) and none (plain JSON, or Avro in the configured"
              + " schema); or several, in order of preference.");
    }
    defineForeignFrames(keys);
  }

  private static void defineForeignFrames(ConfigDef keys) {
    for (String key : List.of(SerdeKeys.KEY_PLAIN_SCHEMA, SerdeKeys.VALUE_PLAIN_SCHEMA)) {
      keys.define(
          key,
          ConfigDef.Type.STRING,
          null,
          Importance.LOW,
          "The text of the schema of "
              + (key.equals(SerdeKeys.KEY_PLAIN_SCHEMA) ? "keys" : "values")
              + " without a frame, instead of use.schema.id and use.schema.guid, if the"
              + " deserializer reads them (none).");
    }
    keys.define(
            SerdeKeys.APICURIO_USE_ID,
            ConfigDef.Type.STRING,
            null,
            ConfigDef.LambdaValidator.with(
                (name, value) -> {
                  if (value != null) {
                    ValidString.in(SerdeKeys.GLOBAL_ID, SerdeKeys.CONTENT_ID)
                        .ensureValid(name, value);
                  }
                },
                () -> SerdeKeys.GLOBAL_ID + ", " + SerdeKeys.CONTENT_ID),
            Importance.LOW,
            "The kind of the ids that Apicurio's serializers put before the payload: globalId or"
                + " contentId. Without this key, globalId for apicurio-2 and contentId for apicurio-3.")
        .define(
            SerdeKeys.GLUE_LOOKUP,
            ConfigDef.Type.CLASS,
            null,
            ofType(GlueSchemaLookup.class),
            Importance.LOW,
            "The class that finds the schemas of AWS Glue's schema versions, which glue needs.")
        .define(
            SerdeKeys.GLUE_MAX_BYTES,
            ConfigDef.Type.INT,
            16 << 20,
            ConfigDef.Range.between(1, 1 << 30),
            Importance.LOW,
            "The maximum number of bytes of an uncompressed payload, for compressed records"
                + " of AWS Glue's serializers.");
  }

  private static void defineBindings(ConfigDef keys) {
    keys.define(
        SerdeKeys.MAX_SCHEMAS_PER_SUBJECT,
        ConfigDef.Type.INT,
        1_000,
        atLeast(1),
        Importance.LOW,
        "The maximum number of pairs of topic and schema that one serializer caches; a"
            + " further one evicts another.");
  }

  private static void defineReferences(ConfigDef keys) {
    keys.define(
            SerdeKeys.RESOLVE_REFERENCES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether the references of schemas are resolved; false is for programs that read"
                + " only ids and texts: records in a schema with references can then be"
                + " neither written nor read.")
        .define(
            SerdeKeys.MAX_DEPTH,
            ConfigDef.Type.INT,
            10,
            atLeast(1),
            Importance.LOW,
            "The maximum number of levels of references below a schema.")
        .define(
            SerdeKeys.MAX_REFERENCES,
            ConfigDef.Type.INT,
            1_000,
            atLeast(1),
            Importance.LOW,
            "The maximum number of schemas that one schema may refer to, directly and through"
                + " others.");
  }

  private static void defineErrors(ConfigDef keys) {
    keys.define(
        SerdeKeys.SHOW_VALUES,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether messages and causes of exceptions may contain values of records; when false,"
            + " a cause whose message could contain a value is replaced by its class name"
            + " and stack trace.");
  }

  private static void requireGuid(String key, @Nullable Object value) {
    try {
      var unused = value == null ? null : UUID.fromString(((String) value).trim());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, value, "must be a GUID, such as those of the registry");
    }
  }

  /** A class that is, or extends or implements, the one required; or none. */
  static ConfigDef.Validator ofType(Class<?> required) {
    String expected = "must implement " + required.getName();
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          if (value instanceof Class<?> type && !required.isAssignableFrom(type)) {
            throw new ConfigException(key, type.getName(), expected);
          }
        },
        () -> "a class that implements " + required.getName());
  }
}
