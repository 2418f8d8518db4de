// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.subject;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.SubjectNameStrategy;
import io.velostream.schema.serde.TopicNameStrategy;
import io.velostream.schema.serde.TopicRecordNameStrategy;
import io.velostream.schema.serde.config.AssociationFallback;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Names subjects by the associations of the registry, else by a fallback strategy. */
final class TopicAssociations implements SubjectNameStrategy {

  private final SchemaResolver resolver;
  private final String cluster;
  private final @Nullable SubjectNameStrategy fallback;

  TopicAssociations(SerdeConfig config, SchemaResolver resolver) {
    this.resolver = resolver;
    String configuredCluster = config.text(SerdeKeys.ASSOCIATIONS_CLUSTER);
    this.cluster =
        configuredCluster == null || configuredCluster.isBlank()
            ? SerdeKeys.ANY_CLUSTER
            : configuredCluster.trim();
    this.fallback = fallback(config);
  }

  private static @Nullable SubjectNameStrategy fallback(SerdeConfig config) {
    String type = String.valueOf(config.text(SerdeKeys.ASSOCIATIONS_FALLBACK));
    return switch (AssociationFallback.valueOf(type.toUpperCase(Locale.ROOT))) {
      case TOPIC -> new TopicNameStrategy();
      case RECORD -> new RecordNameStrategy();
      case TOPIC_RECORD -> new TopicRecordNameStrategy();
      case NONE -> null;
    };
  }

  @Override
  public boolean usesRecordName() {
    return fallback != null && fallback.usesRecordName();
  }

  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    List<String> associated = resolver.associations().of(cluster, topic, isKey);
    if (associated.size() > 1) {
      throw new SerializationException(
          "the registry associates more than one subject with it: "
              + associated
              + "; give the id of the topic's cluster with "
              + SerdeKeys.ASSOCIATIONS_CLUSTER
              + ", or leave one of them in the registry");
    }
    if (!associated.isEmpty()) {
      return associated.get(0);
    }
    if (fallback == null) {
      throw new SerializationException(
          "the registry associates no subject with it, and "
              + SerdeKeys.ASSOCIATIONS_FALLBACK
              + " is "
              + AssociationFallback.NONE);
    }
    return fallback.subjectName(topic, isKey, recordName);
  }
}
